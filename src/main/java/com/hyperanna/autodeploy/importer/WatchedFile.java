package com.hyperanna.autodeploy.importer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The schedule file as it is on disk, looked at again and again.
 *
 * <p>The bytes are compared, not the file's time: a ConfigMap swaps links, and two edits may fall into one tick of a
 * clock. What is not understood counts from the second look that finds it unchanged: an editor may be half-way.
 */
final class WatchedFile {

    private final Path path;
    private @Nullable Look latest;

    WatchedFile(Path path) {
        this.path = path;
    }

    /** What the file says; empty while it may be half-written. */
    Optional<Reading> look() {
        var before = latest;
        var contents = contents();
        if (before != null && contents.isSameAs(before.contents())) {
            return Optional.of(before.reading());
        }
        var reading = contents.read();
        latest = new Look(contents, reading);
        return reading.isUnderstood() ? Optional.of(reading) : Optional.empty();
    }

    private Contents contents() {
        if (!Files.exists(path)) {
            return Contents.unreadable("there is no such file");
        }
        if (!Files.isRegularFile(path)) {
            return Contents.unreadable("this is not a file");
        }
        try (var input = Files.newInputStream(path)) {
            return new Contents(input.readNBytes(ScheduleFileReader.MOST_BYTES + 1), "");
        } catch (IOException e) {
            return Contents.unreadable("the file cannot be read: " + e);
        }
    }

    private record Look(Contents contents, Reading reading) {}

    /** The bytes of the file, or what stands in the way of having them. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Contents(byte[] bytes, String obstacle) {

        static Contents unreadable(String obstacle) {
            return new Contents(new byte[0], obstacle);
        }

        boolean isSameAs(Contents other) {
            return obstacle.equals(other.obstacle) && Arrays.equals(bytes, other.bytes);
        }

        Reading read() {
            return obstacle.isEmpty()
                    ? ScheduleFileReader.read(bytes)
                    : Reading.refused(FileProblem.ofFile(1, "nothing", obstacle));
        }
    }
}
