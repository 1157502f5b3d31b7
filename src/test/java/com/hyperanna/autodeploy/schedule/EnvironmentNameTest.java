package com.hyperanna.autodeploy.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvironmentNameTest {

    private static final String GRAPES_EMOJI = "\uD83C\uDF47";

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "of the original,       Açaí",
        "of the original,       Guava",
        "a space inside,        Prod SG",
        "one letter,            x",
        "three dots,            ...",
        "a dot first,           .hidden",
        "right to left,         ענבים",
        "no letters,            100%",
        "a backslash,           a\\b",
    })
    void acceptsTheName(String why, String name) {
        assertThat(new EnvironmentName(name).value()).isEqualTo(name);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "empty,                         ''",
        "a dot,                         .",
        "two dots,                      ..",
        "a slash,                       a/b",
        "a space before,                ' a'",
        "a space after,                 'a '",
        "a space only,                  ' '",
        "a no-break space after,        'a\u00a0'",
        "an ideographic space before,   '\u3000a'",
        "a line separator after,        'a\u2028'",
        "a line break inside,           'a\nb'",
        "a tab inside,                  'a\tb'",
        "a NUL,                         'a\u0000b'",
        "a C1 control,                  'a\u0085b'",
        "a DEL,                         'a\u007fb'",
        "half a character,              'a\ud83cb'",
    })
    void refusesTheName(String why, String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EnvironmentName(name))
                .withMessage(EnvironmentName.RULE);
    }

    @Test
    void isTheSameHoweverItsAccentsWereTyped() {
        assertThat(new EnvironmentName("Ac\u0327ai\u0301")).isEqualTo(new EnvironmentName("A\u00e7a\u00ed"));
    }

    @Test
    void differsByCase() {
        assertThat(new EnvironmentName("grapes")).isNotEqualTo(new EnvironmentName("Grapes"));
    }

    @Test
    void has253CodePointsAtMostAlsoBeyondTheBasicPlane() {
        assertThat(new EnvironmentName(GRAPES_EMOJI.repeat(253)).value()).hasSize(506);
        assertThatIllegalArgumentException().isThrownBy(() -> new EnvironmentName(GRAPES_EMOJI.repeat(254)));
    }

    @Test
    void countsCodePointsAfterNormalisation() {
        assertThat(new EnvironmentName("c\u0327".repeat(253)).value()).hasSize(253);
        assertThatIllegalArgumentException().isThrownBy(() -> new EnvironmentName("c\u0327".repeat(254)));
    }
}
