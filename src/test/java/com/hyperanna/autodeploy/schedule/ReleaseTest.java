package com.hyperanna.autodeploy.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReleaseTest {

    private static final long SEED = 20201216;

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "as the original writes it,    RELEASE_2020.12.16.06.12.07.00",
        "one letter,                   a",
        "one digit,                    7",
        "every punctuation,            a._-",
        "ends with punctuation,        v1-",
    })
    void acceptsTheName(String why, String name) {
        assertThat(new Release(name).name()).isEqualTo(name);
    }

    @ParameterizedTest(name = "{0}: [{1}]")
    @CsvSource({
        "empty,                        ''",
        "starts with a dot,            .a",
        "starts with an underscore,    _a",
        "starts with a dash,           -a",
        "a space inside,               a b",
        "a space after,                'a '",
        "a line break after,           'a\n'",
        "a slash,                      a/b",
        "a letter beyond ASCII,        é",
        "a digit beyond ASCII,         a٣",
        "a command,                    $(reboot)",
        "a plus,                       1.0+2",
    })
    void refusesTheName(String why, String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Release(name)).withMessage(Release.RULE);
    }

    @Test
    void aNameHasAtMost128Characters() {
        assertThat(Release.isLegal("a".repeat(128))).isTrue();
        assertThat(Release.isLegal("a".repeat(129))).isFalse();
    }

    @ParameterizedTest(name = "{0}: {1} is older than {2}: {3}, and the other way round: {4}")
    @CsvSource({
        "a later second,                    RELEASE_2020.12.16.06.12.07.00, RELEASE_2020.12.16.06.12.08.00, true, false",
        "the first unequal number decides,  1.9.9, 2.0.0, true, false",
        "later numbers do not outvote it,   2.0.0, 1.9.9, false, true",
        "numbers not text,                 v9, v10, true, false",
        "numbers longer than any type,      v99999999999999999999999999, v100000000000000000000000000, true, false",
        "long numbers that differ late,     v100000000000000000000000001, v100000000000000000000000002, true, false",
        "leading zeros count nothing,       v01, v1, false, false",
        "many leading zeros and a bigger,   v0009, v10, true, false",
        "zeros equal zero,                  v0, v000, false, false",
        "equal then unequal,                v01.2, v1.3, true, false",
        "the same name,                     v1, v1, false, false",
        "other text,                        a1, b2, false, false",
        "other case,                        V1, v2, false, false",
        "one run more,                      1.2, 1.2.3, false, false",
        "one text run more,                 1.2, 1.3-rc, false, false",
        "other kind first,                  1a, a1, false, false",
        "other separator,                   1.2, 1-3, false, false",
        "text after the deciding number,    1a2, 2b1, false, false",
        "a separator twice,                 1..2, 1.3, false, false",
        "an odd version is not 0.0.0 (T19), nightly, 1.0.0, false, false",
        "text only,                         alpha, beta, false, false",
        "digits only,                       20201211, 20201216, true, false",
    })
    void isOlderThan(String why, String a, String b, boolean older, boolean newer) {
        assertThat(new Release(a).isOlderThan(new Release(b))).isEqualTo(older);
        assertThat(new Release(b).isOlderThan(new Release(a))).isEqualTo(newer);
    }

    @Test
    void olderIsAStrictPartialOrder() {
        var random = new Random(SEED);
        var names = new ArrayList<Release>();
        for (var i = 0; i < 120; i++) {
            names.add(randomName(random));
        }
        for (var a : names) {
            assertThat(a.isOlderThan(a)).as("%s, seed %d", a, SEED).isFalse();
            for (var b : names) {
                checkOrder(a, b, names);
            }
        }
    }

    private static void checkOrder(Release a, Release b, List<Release> names) {
        if (!a.isOlderThan(b)) {
            return;
        }
        assertThat(b.isOlderThan(a)).as("%s < %s, seed %d", a, b, SEED).isFalse();
        for (var c : names) {
            if (b.isOlderThan(c)) {
                assertThat(a.isOlderThan(c))
                        .as("%s < %s < %s, seed %d", a, b, c, SEED)
                        .isTrue();
            }
        }
    }

    private static Release randomName(Random random) {
        var name = new StringBuilder(random.nextBoolean() ? "v" : "");
        for (var runs = 1 + random.nextInt(3); runs > 0; runs--) {
            name.append("0".repeat(random.nextInt(2))).append(random.nextInt(12));
            name.append(runs > 1 ? List.of(".", ".", "-").get(random.nextInt(3)) : "");
        }
        return new Release(name.toString());
    }
}
