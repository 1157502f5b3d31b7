package com.hyperanna.autodeploy.importer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.hyperanna.autodeploy.crd.v1alpha1.ReleaseEntry;
import com.hyperanna.autodeploy.schedule.EnvironmentName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleFileReaderTest {

    private static final String GOOD = "{'environment': 'Grapes', 'release': 'R1'}";

    /** In the text, ' stands for " and ~ for a line break. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            nothing at all                | ``                                                         | 1 | file            | nothing           | empty
            only white space              | `~~  `                                                     | 1 | file            | nothing           | empty
            an object instead of a list   | `~{}`                                                      | 2 | file            | {…}               | list of objects
            a string instead of a list    | `'R1'`                                                     | 1 | file            | "R1"              | list of objects
            null instead of a list        | `null`                                                     | 1 | file            | null              | list of objects
            a list after the list         | `[]~[]`                                                    | 2 | file            | […]               | nothing may follow
            a number after the list       | `[]~~7`                                                    | 3 | file            | 7                 | nothing may follow
            a word after the list         | `[]~oops`                                                  | 2 | file            | oops              | not JSON
            a comment after the list      | `[] // later`                                              | 1 | file            | [] // later       | not JSON
            an entry that is a string     | `[~'Grapes'~]`                                             | 2 | entry           | "Grapes"          | must be an object
            an entry that is a number     | `[~12~]`                                                   | 2 | entry           | 12                | must be an object
            an entry that is null         | `[~~null]`                                                 | 3 | entry           | null              | must be an object
            an entry that is a list       | `[[{'a': [1, 2]}]]`                                        | 1 | entry           | […]               | must be an object
            no environment                | `[~{'release': 'R1'}]`                                     | 2 | environment     | nothing           | no environment
            no release                    | `[~~{'environment': 'Grapes'}]`                            | 3 | release         | nothing           | no release
            environment null              | `[{'environment': null, 'release': 'R1'}]`                 | 1 | environment     | null              | must be a string
            environment a number          | `[{'environment': 7, 'release': 'R1'}]`                    | 1 | environment     | 7                 | must be a string
            environment an object         | `[{'environment': {'a': 1}, 'release': 'R1'}]`             | 1 | environment     | {…}               | must be a string
            environment empty             | `[{'environment': '', 'release': 'R1'}]`                   | 1 | environment     | ""                | 1 to 253
            environment with a slash      | `[{'environment': 'a/b', 'release': 'R1'}]`                | 1 | environment     | "a/b"             | no '/'
            environment with a space last | `[{'environment': 'Grapes ', 'release': 'R1'}]`            | 1 | environment     | "Grapes "         | white space
            environment with a tab first  | `[{'environment': '\\tGrapes', 'release': 'R1'}]`          | 1 | environment     | "\\u0009Grapes"   | white space
            environment a dot             | `[{'environment': '.', 'release': 'R1'}]`                  | 1 | environment     | "."               | '.'
            environment two dots          | `[{'environment': '..', 'release': 'R1'}]`                 | 1 | environment     | ".."              | '..'
            environment with a control    | `[{'environment': 'a\\u0007b', 'release': 'R1'}]`          | 1 | environment     | "a\\u0007b"       | control characters
            environment half a surrogate  | `[{'environment': 'a\\ud800b', 'release': 'R1'}]`          | 1 | environment     | "a\\ud800b"       | characters
            release null                  | `[{'environment': 'Grapes', 'release': null}]`             | 1 | release         | null              | must be a string
            release a number              | `[{'environment': 'Grapes',~'release': 2020.1}]`           | 2 | release         | 2020.1            | must be a string
            release empty                 | `[{'environment': 'Grapes', 'release': ''}]`               | 1 | release         | ""                | must be 1 to 128
            release with a space          | `[{'environment': 'Grapes', 'release': 'R 1'}]`            | 1 | release         | "R 1"             | must be 1 to 128
            release with a slash          | `[{'environment': 'Grapes', 'release': 'R/1'}]`            | 1 | release         | "R/1"             | must be 1 to 128
            release with a dash first     | `[{'environment': 'Grapes', 'release': '-R1'}]`            | 1 | release         | "-R1"             | must be 1 to 128
            release with a line break     | `[{'environment': 'Grapes', 'release': 'R1\\n'}]`          | 1 | release         | "R1\\u000a"       | must be 1 to 128
            release of other digits       | `[{'environment': 'Grapes', 'release': '١'}]`              | 1 | release         | "١"               | must be 1 to 128
            deploy_time null              | `[{'environment': 'G', 'release': 'R1', 'deploy_time': null}]`                 | 1 | deploy_time | null                    | must be a string
            deploy_time a number          | `[{'environment': 'G', 'release': 'R1', 'deploy_time': 20201216}]`             | 1 | deploy_time | 20201216                | must be a string
            deploy_time empty             | `[{'environment': 'G', 'release': 'R1', 'deploy_time': ''}]`                   | 1 | deploy_time | ""                      | yyyy-MM-dd:HH:mm
            deploy_time with a T          | `[{'environment': 'G', 'release': 'R1', 'deploy_time': '2020-12-16T18:00'}]`   | 1 | deploy_time | "2020-12-16T18:00"      | yyyy-MM-dd:HH:mm
            deploy_time with seconds      | `[{'environment': 'G', 'release': 'R1', 'deploy_time': '2020-12-16:18:00:00'}]`| 1 | deploy_time | "2020-12-16:18:00:00"   | yyyy-MM-dd:HH:mm
            deploy_time with a zone       | `[{'environment': 'G', 'release': 'R1', 'deploy_time': '2020-12-16:18:00Z'}]`  | 1 | deploy_time | "2020-12-16:18:00Z"     | yyyy-MM-dd:HH:mm
            deploy_time with short hours  | `[{'environment': 'G', 'release': 'R1', 'deploy_time': '2020-12-16:8:00'}]`    | 1 | deploy_time | "2020-12-16:8:00"       | yyyy-MM-dd:HH:mm
            30 February                   | `[~{'environment': 'G', 'release': 'R1',~'deploy_time': '2020-02-30:18:00'}]`  | 3 | deploy_time | "2020-02-30:18:00"      | no such date
            29 February of no leap year   | `[{'environment': 'G', 'release': 'R1', 'deploy_time': '2021-02-29:18:00'}]`   | 1 | deploy_time | "2021-02-29:18:00"      | no such date
            month 13                      | `[{'environment': 'G', 'release': 'R1', 'deploy_time': '2020-13-01:18:00'}]`   | 1 | deploy_time | "2020-13-01:18:00"      | no such date
            24:00                         | `[{'environment': 'G', 'release': 'R1', 'deploy_time': '2020-12-16:24:00'}]`   | 1 | deploy_time | "2020-12-16:24:00"      | no such date
            minute 60                     | `[{'environment': 'G', 'release': 'R1', 'deploy_time': '2020-12-16:18:60'}]`   | 1 | deploy_time | "2020-12-16:18:60"      | no such date
            year 0                        | `[{'environment': 'G', 'release': 'R1', 'deploy_time': '0000-12-16:18:00'}]`   | 1 | deploy_time | "0000-12-16:18:00"      | no such date
            allow_downgrade null          | `[{'environment': 'G', 'release': 'R1', 'allow_downgrade': null}]`             | 1 | allow_downgrade | null                | true or false
            allow_downgrade a string      | `[{'environment': 'G', 'release': 'R1', 'allow_downgrade': 'true'}]`           | 1 | allow_downgrade | "true"              | true or false
            allow_downgrade a number      | `[{'environment': 'G', 'release': 'R1', 'allow_downgrade': 1}]`                | 1 | allow_downgrade | 1                   | true or false
            max_attempts null             | `[{'environment': 'G', 'release': 'R1', 'max_attempts': null}]`                | 1 | max_attempts | null                   | from 1 to 10
            max_attempts 0                | `[{'environment': 'G', 'release': 'R1', 'max_attempts': 0}]`                   | 1 | max_attempts | 0                      | from 1 to 10
            max_attempts 11               | `[{'environment': 'G', 'release': 'R1', 'max_attempts': 11}]`                  | 1 | max_attempts | 11                     | from 1 to 10
            max_attempts negative         | `[{'environment': 'G', 'release': 'R1', 'max_attempts': -1}]`                  | 1 | max_attempts | -1                     | from 1 to 10
            max_attempts beyond any int   | `[{'environment': 'G', 'release': 'R1', 'max_attempts': 4294967297}]`          | 1 | max_attempts | 4294967297             | from 1 to 10
            max_attempts a fraction       | `[{'environment': 'G', 'release': 'R1', 'max_attempts': 3.0}]`                 | 1 | max_attempts | 3.0                    | from 1 to 10
            max_attempts a string         | `[{'environment': 'G', 'release': 'R1', 'max_attempts': '3'}]`                 | 1 | max_attempts | "3"                    | from 1 to 10
            an unknown key                | `[{'environment': 'G', 'release': 'R1',~'colour': 'red'}]`                     | 2 | colour | "red"                        | not a known key
            a known key, other case       | `[{'environment': 'G', 'release': 'R1', 'Deploy_Time': '2020-12-16:18:00'}]`   | 1 | Deploy_Time | "2020-12-16:18:00"      | not a known key
            the object's own field name   | `[{'environment': 'G', 'release': 'R1', 'notBefore': '2020-12-16T18:00'}]`     | 1 | notBefore | "2020-12-16T18:00"        | not a known key
            a key that forges a line      | `[{'environment': 'G', 'release': 'R1', 'x\\ny': {}}]`                         | 1 | x\\u000ay | {…}                       | not a known key
            a repeated key                | `[{'environment': 'G', 'release': 'R1',~'release': 'R2'}]`                     | 2 | release | "R2"                        | twice
            a repeated unknown key        | `[{'environment': 'G', 'release': 'R1', 'release': 'R1'}]`                     | 1 | release | "R1"                        | twice
            the same planned twice        | `[{'environment': 'G', 'release': 'R1'},~{'environment': 'G', 'release': 'R1', 'deploy_time': '2020-12-16:18:00'}]` | 2 | release | "R1" | of line 1
            the same, typed another way   | `[{'environment': 'Açaí', 'release': 'R1'},~~{'environment': 'Ac\\u0327ai\\u0301', 'release': 'R1'}]`   | 3 | release | "R1" | of line 1
            a comma too many in the list  | `[~{'environment': 'G', 'release': 'R1'},~]`                                   | 3 | file | ]                              | not JSON
            a comma too many in an entry  | `[{'environment': 'G',~'release': 'R1',~}]`                                    | 3 | release | }]                          | not JSON
            a comma missing               | `[{'environment': 'G'~'release': 'R1'}]`                                       | 2 | environment | 'release': 'R1'}]       | not JSON
            the list not closed           | `[{'environment': 'G', 'release': 'R1'}~`                                      | 2 | file |                                | not JSON
            a string not closed           | `[{'environment': 'G`                                                          | 1 | environment | [{'environment': 'G     | not JSON
            a comment                     | `[~/* Grapes */]`                                                              | 2 | file | /* Grapes */]                  | not JSON
            a word without quotes         | `[{environment: 'G'}]`                                                         | 1 | file | [{environment: 'G'}]           | not JSON
            not a number                  | `[{'environment': 'G', 'release': 'R1', 'max_attempts': NaN}]`                 | 1 | max_attempts | [{'environment': 'G', 'release': 'R1', 'max_attempts': NaN}] | not JSON
            a line break in a string      | `[{'environment': 'G', 'release': 'R~1'}]`                                     | 1 | release | [{'environment': 'G', 'release': 'R | not JSON
            """)
    void aProblemIsNamedByLineFieldAndValue(
            String why, String text, int line, String field, String value, String message) {
        // When
        var reading = read(text.replace('\'', '"').replace('~', '\n'));

        // Then
        assertThat(reading.entries()).isEmpty();
        assertThat(reading.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem)
                        .extracting(FileProblem::line, FileProblem::field, FileProblem::value)
                        .containsExactly(
                                line,
                                field,
                                value == null ? "" : message.equals("not JSON") ? value.replace('\'', '"') : value))
                .satisfies(problem -> assertThat(problem.message()).contains(message));
    }

    @Test
    void everyProblemIsToldAtOnceAsFarAsTheTextIsJson() {
        // When
        var reading = read("""
                [
                  {"environment": "Grapes", "release": "R1", "deploy_time": "tomorrow"},
                  7,
                  {"environment": "Guava", "colour": "red",
                   "max_attempts": 99},
                  {"environment": "Grapes", "release": "R1"},
                  {"environment": "Prod SG", "release":
                ]
                """);

        // Then
        assertThat(reading.problems())
                .extracting(FileProblem::line, FileProblem::field, FileProblem::value)
                .containsExactly(
                        tuple(2, "deploy_time", "\"tomorrow\""),
                        tuple(3, "entry", "7"),
                        tuple(4, "colour", "\"red\""),
                        tuple(5, "max_attempts", "99"),
                        tuple(4, "release", "nothing"),
                        tuple(6, "release", "\"R1\""),
                        tuple(8, "release", "]"));
    }

    @Test
    void aListWithoutEntriesIsGood() {
        // When
        var reading = read(" [ ]\n");

        // Then
        assertThat(reading.isUnderstood()).isTrue();
        assertThat(reading.entries()).isEmpty();
    }

    @Test
    void anEntryHasOnlyTheFieldsThatTheFileHas() {
        // When
        var reading = read("""
                [
                  {"release": "R1", "environment": "Ac\u0327ai\u0301"},
                  {"environment": "Prod SG", "release": "R1", "deploy_time": "2020-12-16:18:00",
                   "allow_downgrade": false, "max_attempts": 10},
                  {"environment": "prod sg", "release": "R1", "deploy_time": "2020-02-29:00:00"}
                ]""");

        // Then
        assertThat(reading.problems()).isEmpty();
        assertThat(reading.entries())
                .containsExactly(
                        new FileEntry(2, new EnvironmentName("Açaí"), new ReleaseEntry("R1", null, null, null)),
                        new FileEntry(
                                3,
                                new EnvironmentName("Prod SG"),
                                new ReleaseEntry("R1", "2020-12-16T18:00", false, 10)),
                        new FileEntry(
                                5,
                                new EnvironmentName("prod sg"),
                                new ReleaseEntry("R1", "2020-02-29T00:00", null, null)));
    }

    @Test
    void aByteOrderMarkIsSkippedAndWindowsLinesCount() {
        // When
        var reading = read("\uFEFF[\r\n{\"environment\": \"Grapes\",\r\n\"release\": 7}]");

        // Then
        assertThat(reading.problems())
                .extracting(FileProblem::line, FileProblem::field, FileProblem::value)
                .containsExactly(tuple(3, "release", "7"));
    }

    @Test
    void textThatIsNotUtf8IsRefusedWithItsLine() {
        // When
        var reading = ScheduleFileReader.read("[\n{\"environment\": \"Açaí\"}]".getBytes(ISO_8859_1));

        // Then
        assertThat(reading.problems())
                .extracting(FileProblem::line, FileProblem::field, FileProblem::value, FileProblem::message)
                .containsExactly(tuple(2, "file", "byte 0xe7", "the file is not valid UTF-8"));
    }

    @Test
    void textThatIsCutWithinACharacterOrIsUtf16IsRefused() {
        // Given
        var whole = "[\n\"ç".getBytes(UTF_8);

        // When
        var cut = ScheduleFileReader.read(java.util.Arrays.copyOf(whole, whole.length - 1));
        var utf16 = ScheduleFileReader.read("[]".getBytes(UTF_16));

        // Then
        assertThat(cut.problems()).extracting(FileProblem::line).containsExactly(2);
        assertThat(utf16.isUnderstood()).isFalse();
    }

    @Test
    void aFileBeyondTheBoundIsRefused() {
        // When
        var reading = ScheduleFileReader.read(new byte[ScheduleFileReader.MOST_BYTES + 1]);

        // Then
        assertThat(reading.problems()).extracting(FileProblem::field).containsExactly("file");
    }

    @Test
    void whatNestsTooDeepIsRefused() {
        // When
        var reading = read("[".repeat(100_000));

        // Then
        assertThat(reading.isUnderstood()).isFalse();
    }

    @Test
    void ofManyProblemsTheFirstHundredAreToldAndLongValuesAreCut() {
        // When
        var reading = read(IntStream.range(0, 1000)
                .mapToObj(i -> "\"" + "x".repeat(1000) + "\"")
                .collect(Collectors.joining(",\n", "[", "]")));

        // Then
        assertThat(reading.problems()).hasSize(100);
        assertThat(reading.problems().get(0).value()).hasSize(101).endsWith("…");
    }

    @Test
    void manyReleasesOfManyEnvironmentsAreGood() {
        // When
        var reading = read(IntStream.range(0, 5000)
                .mapToObj(i -> "{\"environment\": \"site " + i % 100 + "\", \"release\": \"R" + i / 100 + "\"}")
                .collect(Collectors.joining(",\n", "[", "]")));

        // Then
        assertThat(reading.entries()).hasSize(5000);
    }

    @Test
    void aFileThatIsMissingOrADirectoryCountsAtTheSecondLook(@TempDir Path directory) {
        // Given
        var missing = new WatchedFile(directory.resolve("deployment_schedule.json"));
        var notAFile = new WatchedFile(directory);

        // When
        var firstLooks = List.of(missing.look(), notAFile.look());
        var secondLooks = List.of(missing.look(), notAFile.look());

        // Then
        assertThat(firstLooks).allMatch(java.util.Optional::isEmpty);
        assertThat(secondLooks)
                .extracting(look -> look.orElseThrow().problems().get(0).message())
                .containsExactly("there is no such file", "this is not a file");
    }

    @Test
    void aHalfWrittenFileIsNotComplainedAbout(@TempDir Path directory) throws Exception {
        // Given
        var path = directory.resolve("deployment_schedule.json");
        var file = new WatchedFile(path);

        // When
        Files.writeString(path, "[{\"environment\": \"Gra");
        var halfWritten = file.look();
        Files.writeString(path, "[" + GOOD.replace('\'', '"') + "]");
        var written = file.look();

        // Then
        assertThat(halfWritten).isEmpty();
        assertThat(written.orElseThrow().entries()).hasSize(1);
    }

    private static Reading read(String text) {
        return ScheduleFileReader.read(text.getBytes(UTF_8));
    }
}
