package com.hyperanna.autodeploy.importer;

import com.hyperanna.autodeploy.crd.v1alpha1.ReleaseEntry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the file's field manager has to apply to one object.
 *
 * <p>An entry that left the file but has another owner too stays applied as it stands: without the file, server-side
 * apply would take away its {@code notBefore} alone, and the release would be due at once.
 */
record Plan(Map<String, ReleaseEntry> entries, List<String> kept, boolean isDone, int releasesAfterwards) {

    static Plan of(FieldOwnership ownership, Map<String, ReleaseEntry> wanted) {
        var entries = new LinkedHashMap<>(wanted);
        var kept = new ArrayList<String>();
        ownership.ofFile().forEach((release, asItStands) -> {
            if (!wanted.containsKey(release) && !ownership.otherOwners(release).isEmpty()) {
                entries.put(release, asItStands);
                kept.add(release);
            }
        });
        var afterwards = new HashSet<>(ownership.present());
        afterwards.removeAll(ownership.ofFile().keySet());
        afterwards.addAll(entries.keySet());
        return new Plan(entries, kept, entries.equals(ownership.ofFile()), afterwards.size());
    }
}
