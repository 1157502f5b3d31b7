package com.hyperanna.autodeploy.importer;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;

/** Something about the import that people should know, once for as long as it stays so: a log line and an Event. */
record Notice(HasMetadata regarding, String reason, List<String> lines) {

    static Notice of(HasMetadata regarding, String reason, String line) {
        return new Notice(regarding, reason, List.of(line));
    }

    boolean saysTheSameAs(Notice other) {
        return reason.equals(other.reason) && lines.equals(other.lines);
    }

    String message() {
        return String.join("; ", lines);
    }
}
