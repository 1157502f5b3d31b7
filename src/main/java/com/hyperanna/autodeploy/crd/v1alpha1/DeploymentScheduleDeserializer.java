package com.hyperanna.autodeploy.crd.v1alpha1;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.ObjectCodec;
import com.fasterxml.jackson.core.TreeNode;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads every object that the API server may hold, also one whose types are those of a later version.
 *
 * <p>An exception here would stop the informer for all environments. An object that is not understood, be it in its
 * spec or in its status, comes out without a spec: it is invalid, and nothing is deployed on its account.
 */
class DeploymentScheduleDeserializer extends JsonDeserializer<DeploymentSchedule> {

    @Override
    public DeploymentSchedule deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        var codec = parser.getCodec();
        JsonNode tree = codec.readTree(parser);
        var schedule = new DeploymentSchedule();
        schedule.setMetadata(read(codec, tree, "metadata", ObjectMeta.class));
        try {
            var spec = read(codec, tree, "spec", DeploymentScheduleSpec.class);
            schedule.setStatus(read(codec, tree, "status", DeploymentScheduleStatus.class));
            schedule.setSpec(spec);
        } catch (JsonProcessingException e) {
            schedule.setSpec(null);
        }
        return schedule;
    }

    private static <T> @Nullable T read(ObjectCodec codec, TreeNode tree, String field, Class<T> type)
            throws JsonProcessingException {
        var value = tree.get(field);
        return value == null ? null : codec.treeToValue(value, type);
    }
}
