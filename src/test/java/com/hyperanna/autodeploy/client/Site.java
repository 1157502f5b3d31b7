package com.hyperanna.autodeploy.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One on-prem host in a temporary directory: its settings, its product, and the real script run by the real bash. */
final class Site {

    static final String TOKEN = "zehn-geheime-Zeichen_42";
    static final Path SCRIPT = Path.of("deploy/client/run-deploy.sh").toAbsolutePath();

    /** How one run ended, and what it said. */
    record Run(int exitCode, String out, String err) {}

    private final Path home;
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final List<String> extraLines = new ArrayList<>();

    Site(Path home, String serverUrl) {
        this.home = home;
        write("token", TOKEN + "\n", "rw-------");
        settings.put("ENVIRONMENT", "Prod SG");
        settings.put("SERVER_URL", serverUrl);
        settings.put("TOKEN_FILE", path("token").toString());
        settings.put("HOST_NAME", "anna02");
        settings.put("CURRENT_RELEASE_COMMAND", "cat " + path("current") + " 2>/dev/null || echo R1");
        settings.put("DEPLOY_COMMAND", "f() { echo \"$1\" >>" + path("deployed") + "; }; f");
        settings.put("HEALTH_COMMAND", "echo '[{\"subjectName\":\"api\",\"checks\":{\"healthy\":\"true\"}}]'");
        settings.put("LOG_FILE", path("log").toString());
        settings.put("STATE_DIRECTORY", path("state").toString());
        settings.put("HOLD_FILE", path("hold").toString());
    }

    Site with(String key, String value) {
        settings.put(key, value);
        return this;
    }

    Site without(String key) {
        settings.remove(key);
        return this;
    }

    Site withLine(String line) {
        extraLines.add(line);
        return this;
    }

    Path path(String name) {
        return home.resolve(name);
    }

    void write(String name, String text, String permissions) {
        try {
            Files.writeString(path(name), text);
            Files.setPosixFilePermissions(path(name), PosixFilePermissions.fromString(permissions));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String read(String name) {
        try {
            return Files.exists(path(name)) ? new String(Files.readAllBytes(path(name)), UTF_8) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String log() {
        return read("log");
    }

    /** The releases that the deploy command was run for, in order. */
    List<String> deployed() {
        return read("deployed").lines().toList();
    }

    List<String> filesIn(String directory) {
        try (Stream<Path> files = Files.list(path(directory))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** The script, started with the settings as they are now. */
    Process start(String... options) {
        var lines = Stream.concat(
                settings.entrySet().stream().map(entry -> entry.getKey() + "=" + entry.getValue()),
                extraLines.stream());
        write("conf", lines.collect(Collectors.joining("\n")) + "\n", "rw-------");
        return startAsIs(options);
    }

    /** The script, started with the settings file that lies there. */
    Process startAsIs(String... options) {
        var command = new ArrayList<>(List.of("bash", SCRIPT.toString()));
        command.addAll(List.of(options));
        var builder = new ProcessBuilder(command)
                .redirectOutput(path("out").toFile())
                .redirectError(path("err").toFile());
        builder.environment().put("RUN_DEPLOY_CONF", path("conf").toString());
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Run run(String... options) {
        return end(start(options));
    }

    Run end(Process process) {
        try {
            if (!process.waitFor(120, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("the run does not end; its log:\n" + log());
            }
            return new Run(process.exitValue(), read("out"), read("err"));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Whether a process with this number does more than wait, dead, for its parent. */
    boolean runs(String pid) {
        try {
            return !Files.readString(Path.of("/proc", pid, "stat")).matches("(?s).*\\) [ZX] .*");
        } catch (IOException e) {
            return false;
        }
    }

    /** kill -9 of the script itself; what it started goes on. */
    static void kill(Process process) {
        try {
            process.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
