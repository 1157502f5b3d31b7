package com.hyperanna.autodeploy.importer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.hyperanna.autodeploy.crd.v1alpha1.DeploymentSchedule;
import com.hyperanna.autodeploy.crd.v1alpha1.ReleaseEntry;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Who stands behind which entry of {@code spec.releases} of one object, as its {@code managedFields} tell.
 *
 * <p>{@code ofFile}: by release, the entries that the file's field manager owns, with only the fields it owns, as they
 * stand now. {@code others}: by release, all other owners of the entry or of any field in it.
 */
record FieldOwnership(Map<String, ReleaseEntry> ofFile, Map<String, Set<String>> others, Set<String> present) {

    static final String FILE_MANAGER = "schedule-file";
    private static final ObjectMapper JSON = new ObjectMapper();

    static FieldOwnership of(DeploymentSchedule object) {
        var entries = entriesOf(object);
        var ofFile = new LinkedHashMap<String, ReleaseEntry>();
        var others = new TreeMap<String, Set<String>>();
        for (var manager : object.getMetadata().getManagedFields()) {
            fieldsByRelease(manager).forEach((release, fields) -> {
                var entry = entries.get(release);
                if (!isFile(manager)) {
                    others.computeIfAbsent(release, name -> new TreeSet<>()).add(nameOf(manager));
                } else if (entry != null) {
                    ofFile.put(release, only(fields, entry));
                }
            });
        }
        return new FieldOwnership(ofFile, others, entries.keySet());
    }

    /** The owners beside the file. */
    Set<String> otherOwners(String release) {
        return others.getOrDefault(release, Set.of());
    }

    private static Map<String, ReleaseEntry> entriesOf(DeploymentSchedule object) {
        var entries = new LinkedHashMap<String, ReleaseEntry>();
        var spec = object.getSpec();
        var releases = spec == null ? null : spec.releases();
        for (var entry : releases == null ? List.<ReleaseEntry>of() : releases) {
            entries.put(Objects.requireNonNullElse(entry.release(), ""), entry);
        }
        return entries;
    }

    private static boolean isFile(ManagedFieldsEntry manager) {
        return FILE_MANAGER.equals(manager.getManager()) && "Apply".equals(manager.getOperation());
    }

    private static String nameOf(ManagedFieldsEntry manager) {
        return Objects.requireNonNullElse(manager.getManager(), "unknown");
    }

    private static ReleaseEntry only(Set<?> fields, ReleaseEntry entry) {
        return new ReleaseEntry(
                entry.release(),
                fields.contains("f:notBefore") ? entry.notBefore() : null,
                fields.contains("f:allowDowngrade") ? entry.allowDowngrade() : null,
                fields.contains("f:maxAttempts") ? entry.maxAttempts() : null);
    }

    /** Keys look like <code>k:{"release":"RELEASE_1"}</code> (structured-merge-diff's FieldsV1 format). */
    private static Map<String, Set<?>> fieldsByRelease(ManagedFieldsEntry manager) {
        var byRelease = new LinkedHashMap<String, Set<?>>();
        var fields = manager.getFieldsV1();
        if (fields != null && fields.getAdditionalProperties().get("f:spec") instanceof Map<?, ?> spec) {
            if (spec.get("f:releases") instanceof Map<?, ?> releases) {
                releases.forEach((key, owned) -> releaseOf(String.valueOf(key))
                        .ifPresent(release ->
                                byRelease.put(release, owned instanceof Map<?, ?> map ? map.keySet() : Set.of())));
            }
        }
        return byRelease;
    }

    private static Optional<String> releaseOf(String key) {
        if (!key.startsWith("k:")) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readTree(key.substring(2)).path("release").asText());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("managedFields has the key " + key, e);
        }
    }
}
