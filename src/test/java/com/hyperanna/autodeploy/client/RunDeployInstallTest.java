package com.hyperanna.autodeploy.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Putting the client on a machine, taking it away, and making its token. */
class RunDeployInstallTest {

    private static final Path CLIENT = Path.of("deploy/client").toAbsolutePath();

    @TempDir
    Path root;

    @Test
    void installingTwiceKeepsTheSettings() throws Exception {
        // Given
        bash("install.sh");
        var settings = root.resolve("etc/hyperanna/run-deploy.conf");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(settings)))
                .isEqualTo("rw-------");
        Files.writeString(settings, "ENVIRONMENT=Grapes\n");

        // When
        bash("install.sh");

        // Then
        assertThat(settings).hasContent("ENVIRONMENT=Grapes");
        assertThat(root.resolve("opt/hyperanna/bin/run-deploy.sh"))
                .isExecutable()
                .hasSameTextualContentAs(CLIENT.resolve("run-deploy.sh"));
        assertThat(root.resolve("etc/systemd/system/run-deploy.timer")).exists();
        assertThat(root.resolve("etc/systemd/system/run-deploy.service")).exists();
        assertThat(root.resolve("etc/logrotate.d/run-deploy")).exists();
        assertThat(root.resolve("var/lib/run-deploy")).isDirectory();
    }

    @Test
    void uninstallingKeepsSettingsAndStateUnlessPurged() throws Exception {
        // Given
        bash("install.sh");
        Files.writeString(root.resolve("var/lib/run-deploy/last"), "x");

        // When
        bash("uninstall.sh");

        // Then
        assertThat(root.resolve("opt/hyperanna")).doesNotExist();
        assertThat(root.resolve("etc/hyperanna/run-deploy.conf")).exists();
        assertThat(root.resolve("var/lib/run-deploy/last")).exists();
        bash("uninstall.sh", "--purge");
        assertThat(root.resolve("etc/hyperanna")).doesNotExist();
        assertThat(root.resolve("var/lib/run-deploy")).doesNotExist();
    }

    @Test
    void aNewTokenComesWithItsDigest() throws Exception {
        // When
        var said = bash("new-token.sh", "grapes");

        // Then
        var token = firstMatch("token: +(\\S+)", said);
        var digest =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8)));
        assertThat(firstMatch("digest: +(\\S+)", said)).isEqualTo(digest);
        assertThat(said)
                .contains("kubectl -n auto-deploy patch deploymentschedule grapes --type=json")
                .contains(digest + "\"}]");
    }

    private static String firstMatch(String pattern, String text) {
        var matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return matcher.group(1);
    }

    private String bash(String script, String... options) throws Exception {
        var command = new java.util.ArrayList<>(
                java.util.List.of("bash", CLIENT.resolve(script).toString()));
        command.addAll(java.util.List.of(options));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("DESTDIR", root.toString());
        var process = builder.start();
        var said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
