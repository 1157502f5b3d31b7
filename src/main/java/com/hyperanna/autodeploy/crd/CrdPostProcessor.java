package com.hyperanna.autodeploy.crd;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinitionBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Finishes the generated CustomResourceDefinition with what the generator's annotations cannot express: list types,
 * integer formats, the order of the printer columns, validation rules that are there only once.
 */
public class CrdPostProcessor implements CRDPostProcessor {

    /** Lists whose entries are merged one by one, and the field that tells them apart. */
    private static final Map<String, String> LIST_MAP_KEYS =
            Map.of("releases", "release", "hosts", "host", "reports", "id", "conditions", "type");

    private static final Set<String> SETS = Set.of("days", "tokenSha256");

    private static final Set<String> LONGS = Set.of("observedGeneration", "number", "lastAnnouncedNumber");

    private static final Map<String, Long> MAX_PROPERTIES = Map.of("checks", 64L);

    @Override
    public HasMetadata process(HasMetadata generated, String version) {
        var definition = (CustomResourceDefinition) generated;
        for (var served : definition.getSpec().getVersions()) {
            var root = served.getSchema().getOpenAPIV3Schema();
            root.setDescription("A DeploymentSchedule declares which release may start in one on-prem environment, "
                    + "not before when, and in which maintenance windows.");
            root.setRequired(List.of("spec"));
            describe(root, "spec", "What people declare for the environment.");
            describe(root, "status", "What the operator has seen and decided. It is never edited by people.");
            finish("", root);
            served.setAdditionalPrinterColumns(columns());
        }
        return definition;
    }

    private static void describe(JSONSchemaProps root, String property, String description) {
        root.getProperties().computeIfPresent(property, (name, schema) -> {
            schema.setDescription(description);
            return schema;
        });
    }

    private static void finish(String name, JSONSchemaProps schema) {
        if (schema.getXKubernetesValidations() != null) {
            schema.setXKubernetesValidations(
                    schema.getXKubernetesValidations().stream().distinct().toList());
        }
        if ("integer".equals(schema.getType())) {
            schema.setFormat(LONGS.contains(name) ? "int64" : "int32");
        }
        if ("array".equals(schema.getType())) {
            finishList(name, schema);
        }
        if (MAX_PROPERTIES.containsKey(name)) {
            schema.setMaxProperties(MAX_PROPERTIES.get(name));
        }
        if (schema.getProperties() != null) {
            schema.getProperties().forEach(CrdPostProcessor::finish);
        }
    }

    private static void finishList(String name, JSONSchemaProps list) {
        var entry = list.getItems().getSchema();
        if (LIST_MAP_KEYS.containsKey(name)) {
            list.setXKubernetesListType("map");
            list.setXKubernetesListMapKeys(List.of(LIST_MAP_KEYS.get(name)));
        } else {
            list.setXKubernetesListType(SETS.contains(name) ? "set" : "atomic");
        }
        if (name.equals("days")) {
            entry.setEnum(Arrays.stream(DayOfWeek.values())
                    .map(day -> TextNode.valueOf(day.getDisplayName(TextStyle.FULL, Locale.ENGLISH)))
                    .map(day -> (JsonNode) day)
                    .toList());
        }
        finish("", entry);
    }

    private static List<CustomResourceColumnDefinition> columns() {
        return List.of(
                column("Environment", ".spec.environment", "The on-prem site.", 0),
                column("Release", ".status.release", "The release the environment is to run now.", 0),
                column("Deployed", ".status.deployedRelease", "The release its hosts say they run.", 0),
                column("State", condition("UpToDate", "reason"), "Why the environment is or is not up to date.", 0),
                column("Next-Change", ".status.nextChangeTime", "When the answer to its hosts changes next.", 0),
                new CustomResourceColumnDefinitionBuilder(
                                column("Age", ".metadata.creationTimestamp", "How old the object is.", 0))
                        .withType("date")
                        .build(),
                column("Time-Zone", ".spec.timeZone", "The zone of its wall clock.", 1),
                column("Ready", condition("Ready", "status"), "Whether the schedule is understood and served.", 1),
                column("Healthy", condition("Healthy", "status"), "Whether its last deployments went well.", 1),
                column("Reporting", condition("Reporting", "status"), "Whether its hosts are in contact.", 1));
    }

    private static String condition(String type, String field) {
        return ".status.conditions[?(@.type==\"" + type + "\")]." + field;
    }

    private static CustomResourceColumnDefinition column(String name, String path, String description, int priority) {
        return new CustomResourceColumnDefinitionBuilder()
                .withName(name)
                .withType("string")
                .withJsonPath(path)
                .withDescription(description)
                .withPriority(priority == 0 ? null : priority)
                .build();
    }
}
