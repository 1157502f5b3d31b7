package com.hyperanna.autodeploy.crd.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OddObjectsTest {

    private final KubernetesSerialization serialization = new KubernetesSerialization();

    @Test
    void whatAFutureVersionAddsIsPassedOver() {
        // When
        var schedule = read("{'environment': 'Grapes', 'mood': {'a': [1]}, 'windows': [{'days': ['Caturday'], 'x': 1}],"
                + " 'releases': [{'release': 'r1', 'canary': {'percent': 5}}]}, 'status': {'conditions': [{'type': 'New',"
                + " 'status': 'Perhaps'}], 'hosts': [{'host': 'h', 'attempt': {'outcome': 'Vanished'}}], 'more': 1}");

        // Then
        assertThat(schedule.getSpec().environment()).isEqualTo("Grapes");
        assertThat(schedule.getSpec().windows()).containsExactly(new Window(List.of("Caturday"), null, null));
        assertThat(schedule.getStatus().hosts())
                .extracting(Host::attempt)
                .extracting("outcome")
                .containsExactly("Vanished");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            lists that are null         | {'environment': 'E', 'releases': null, 'windows': null, 'clientAuth': {'tokenSha256': null}}
            null elements of lists      | {'environment': 'E', 'releases': [null], 'windows': [null, {'days': [null]}]}
            a future enum value         | {'environment': 'E', 'windows': [{'days': ['Holiday'], 'opens': '18:00'}]}
            nothing but a name          | {'environment': 'E'}
            a number beyond an integer  | {'environment': 'E', 'unknown': 99999999999999999999999}
            """)
    void anOddSpecIsStillRead(String why, String spec) {
        assertThat(read(spec).getSpec().environment()).isEqualTo("E");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            windows became a text, which must not mean always open | {'environment': 'E', 'windows': 'nights'}
            a release became an object                             | {'environment': 'E', 'releases': [{'release': {'name': 'r'}}]}
            the environment became a list                          | {'environment': ['E']}
            seconds became a duration                              | {'environment': 'E', 'pollSeconds': '5m'}
            seconds beyond an integer                              | {'environment': 'E', 'pollSeconds': 99999999999}
            suspend became an enum                                 | {'environment': 'E', 'suspend': 'Weekends'}
            spec became a text                                     | 'E'
            spec is null                                           | null
            what hosts reported is of other types                  | {'environment': 'E'}, 'status': {'hosts': {'h': 1}}
            a count of failures became a text                      | {'environment': 'E'}, 'status': {'hosts': [{'host': 'h', 'failed': [{'failures': 'many'}]}]}
            """)
    void anObjectOfOtherTypesHasNoSpecButItsName(String why, String spec) {
        // When
        var schedule = read(spec);

        // Then
        assertThat(schedule.getSpec()).isNull();
        assertThat(schedule.getMetadata().getName()).isEqualTo("odd");
    }

    @Test
    void aWholeListIsReadWithItsBrokenMember() {
        // When
        var list = serialization.unmarshal(
                json("{'apiVersion': 'autodeploy.hyperanna.com/v1alpha1', 'kind': 'DeploymentScheduleList', 'items': ["
                        + object("{'environment': 'A'}") + "," + object("{'environment': 1, 'windows': 7}") + "]}"),
                io.fabric8.kubernetes.client.utils.KubernetesResourceUtil.inferListType(DeploymentSchedule.class));

        // Then
        assertThat(((io.fabric8.kubernetes.api.model.KubernetesResourceList<?>) list).getItems())
                .hasSize(2);
    }

    @Test
    void whatWasReadIsWrittenAsItWas() {
        // Given
        var schedule = read("{'environment': 'E', 'releases': [{'release': 'r1', 'maxAttempts': 2}]}");

        // When
        var again = serialization.unmarshal(serialization.asJson(schedule), DeploymentSchedule.class);

        // Then
        assertThat(again.getSpec()).isEqualTo(schedule.getSpec());
        assertThat(again.getApiVersion()).isEqualTo("autodeploy.hyperanna.com/v1alpha1");
        assertThat(serialization.asJson(schedule)).doesNotContain("null");
    }

    private DeploymentSchedule read(String spec) {
        KubernetesResource read = serialization.unmarshal(json(object(spec)), DeploymentSchedule.class);
        return (DeploymentSchedule) read;
    }

    private static String object(String spec) {
        return "{'apiVersion': 'autodeploy.hyperanna.com/v1alpha1', 'kind': 'DeploymentSchedule', "
                + "'metadata': {'name': 'odd'}, 'spec': " + spec + "}";
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }
}
