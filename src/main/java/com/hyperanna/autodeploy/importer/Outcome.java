package com.hyperanna.autodeploy.importer;

import com.hyperanna.autodeploy.fleet.Environment;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.Optional;

/**
 * How one object stands to the file's entries after a look at it.
 *
 * <p>{@code seen} is the metadata that the look was based on; {@code notice} is what people should know.
 */
record Outcome(Standing standing, ObjectMeta seen, Optional<Notice> notice) {

    enum Standing {
        /** The object has what the file wants. */
        IN_FORCE,
        /** As in force, but entries that left the file stay because others own them too. */
        KEPT,
        /** Nothing was changed; only a change of the object or of the file can help. */
        REFUSED,
        /** To be tried again at the next look. */
        UNSETTLED,
        /** The object is no longer there. */
        GONE
    }

    /** Whether another look at the object, as it is known now, could come to something else. */
    boolean isOutdatedBy(Environment now) {
        return switch (standing) {
            case IN_FORCE -> now.generation() > seen.getGeneration();
            case KEPT, REFUSED -> !now.resourceVersion().equals(seen.getResourceVersion());
            case UNSETTLED, GONE -> true;
        };
    }
}
