package com.hyperanna.autodeploy.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostNameTest {

    @ParameterizedTest(name = "{0}: [{1}] is legal: {2}")
    @CsvSource({
        "of the original,          anna02,            true",
        "one digit,                7,                 true",
        "fully qualified,          anna02.site.local, true",
        "dashes inside,            a--b,              true",
        "empty,                    '',                false",
        "a dash first,             -a,                false",
        "a dash last,              a-,                false",
        "a dot last,               a.,                false",
        "an underscore,            a_b,               false",
        "a mention,                <!channel>,        false",
        "a line break after,       'a\n',             false",
        "a letter beyond ASCII,    ä,                 false",
    })
    void isLegal(String why, String name, boolean legal) {
        assertThat(HostName.isLegal(name)).isEqualTo(legal);
    }

    @Test
    void has253CharactersAtMost() {
        assertThat(HostName.isLegal("a".repeat(253))).isTrue();
        assertThat(HostName.isLegal("a".repeat(254))).isFalse();
    }
}
