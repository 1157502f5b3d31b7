package com.hyperanna.autodeploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.hyperanna.autodeploy.schedule.Reason;
import com.hyperanna.autodeploy.testing.ClusterUnderTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReadmeTest {

    private static final Path CHECKOUT =
            Path.of(System.getProperty("basedir", "")).toAbsolutePath();
    private static final String README = text(CHECKOUT.resolve("README.md"));
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

    static List<String> yamlSnippets() {
        return snippets("```yaml\n(.*?)```");
    }

    static List<String> jsonSnippets() {
        return snippets("```json\n(.*?)```");
    }

    static List<String> postedReports() {
        return snippets("<<'JSON'\n(.*?)\nJSON\n");
    }

    static List<String> settings() {
        return sources().stream()
                .flatMap(source -> matches("\"(auto-deploy\\.[a-z0-9.-]+)\"", source).stream())
                .distinct()
                .toList();
    }

    static List<String> localLinks() {
        return matches("\\]\\(((?!http)[^)#]+)(?:#[^)]*)?\\)", README).stream()
                .distinct()
                .toList();
    }

    @ParameterizedTest
    @MethodSource("yamlSnippets")
    void yamlIsAcceptedByTheApiServer(String yaml) {
        // When
        var ran = ClusterUnderTest.running()
                .kubectlWithInput(yaml, "apply", "--server-side", "--dry-run=server", "-f", "-");

        // Then
        assertThat(ran.exitCode()).as(ran.err()).isZero();
    }

    @ParameterizedTest
    @MethodSource({"jsonSnippets", "postedReports"})
    void jsonIsJson(String json) throws JsonProcessingException {
        assertThat(JSON.readTree(json).isContainerNode()).isTrue();
    }

    @Test
    void thereAreSnippetsOfEachKind() {
        assertThat(yamlSnippets()).isNotEmpty();
        assertThat(jsonSnippets()).isNotEmpty();
        assertThat(postedReports()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("settings")
    void everySettingIsExplained(String setting) {
        assertThat(README).contains("`" + setting + "`");
    }

    @Test
    void everyReasonHasARowOfItsOwn() {
        assertThat(Arrays.stream(Reason.values()).map(reason -> "\n| `" + reason.published() + "` | "))
                .allSatisfy(row -> assertThat(README).contains(row));
    }

    @ParameterizedTest
    @MethodSource("localLinks")
    void linksLeadSomewhere(String link) {
        assertThat(CHECKOUT.resolve(link)).exists();
    }

    private static List<String> snippets(String pattern) {
        return matches(pattern, README);
    }

    private static List<String> matches(String pattern, String text) {
        return Pattern.compile(pattern, Pattern.DOTALL)
                .matcher(text)
                .results()
                .map((MatchResult result) -> result.group(1))
                .toList();
    }

    private static List<String> sources() {
        try (var files = Files.walk(CHECKOUT.resolve("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(ReadmeTest::text)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
