package com.hyperanna.autodeploy;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Calendar;
import java.util.Date;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The architecture is a test: the rules of the package map that a compiler does not hold. */
class ArchitectureTest {

    private static final String OURS = "com.hyperanna.autodeploy.";
    private static final JavaClasses PRODUCTION = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("com.hyperanna.autodeploy");

    private static final String[] EDGES = {"operator", "lookup", "intake", "notify", "importer"};
    private static final Set<String> FACTORIES_OF_CLOCKS =
            Set.of("system", "systemUTC", "systemDefaultZone", "tickMillis", "tickSeconds", "tickMinutes");

    @Test
    void theCoreKnowsOnlyTheJdk() {
        classes()
                .that()
                .resideInAnyPackage(OURS + "schedule..", OURS + "report..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", OURS + "schedule..", OURS + "report..")
                .allowEmptyShould(true)
                .check(PRODUCTION);
    }

    @Test
    void theCoreDoesNoInputOrOutput() {
        noClasses()
                .that()
                .resideInAnyPackage(OURS + "schedule..", OURS + "report..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.io..", "java.net..", "java.nio.file..", "java.sql..")
                .allowEmptyShould(true)
                .check(PRODUCTION);
    }

    @Test
    void theCoreHasNoClock() {
        noClasses()
                .that()
                .resideInAnyPackage(OURS + "schedule..", OURS + "report..")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(InstantSource.class)
                .allowEmptyShould(true)
                .check(PRODUCTION);
    }

    @Test
    void onlyTheClockProducerAsksAClockForNow() {
        noClasses()
                .that()
                .doNotHaveSimpleName("ClockProducer")
                .should()
                .accessTargetWhere(asksTheMachineForNow())
                .allowEmptyShould(true)
                .check(PRODUCTION);
    }

    @Test
    void schedulesDoNotKnowReports() {
        noClasses()
                .that()
                .resideInAPackage(OURS + "schedule..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(OURS + "report..")
                .allowEmptyShould(true)
                .check(PRODUCTION);
    }

    @Test
    void packagesFormNoCycles() {
        slices().matching(OURS + "(*)..")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(PRODUCTION);
    }

    @Test
    void thePublishedShapeDependsOnNothingOfOurs() {
        noClasses()
                .that()
                .resideInAPackage(OURS + "crd..")
                .should()
                .dependOnClassesThat(DescribedPredicate.describe(
                        "are ours, outside crd",
                        type -> type.getPackageName().startsWith(OURS)
                                && !type.getPackageName().startsWith(OURS + "crd")))
                .allowEmptyShould(true)
                .check(PRODUCTION);
    }

    @Test
    void onlyThoseWhoTalkToTheClusterKnowItsClient() {
        noClasses()
                .that()
                .resideOutsideOfPackages(OURS + "operator..", OURS + "intake..", OURS + "importer..", OURS + "fleet..")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("io.fabric8.kubernetes.client.KubernetesClient")
                .allowEmptyShould(true)
                .check(PRODUCTION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"operator", "lookup", "intake", "notify", "importer"})
    void edgesDoNotCallEachOther(String edge) {
        noClasses()
                .that()
                .resideInAPackage(OURS + edge + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(Arrays.stream(EDGES)
                        .filter(other -> !other.equals(edge))
                        .map(other -> OURS + other + "..")
                        .toArray(String[]::new))
                .allowEmptyShould(true)
                .check(PRODUCTION);
    }

    /** System.nanoTime is left to metrics and deadlines: it tells no time of day. */
    private static DescribedPredicate<JavaAccess<?>> asksTheMachineForNow() {
        return DescribedPredicate.describe(
                "asks the machine for now", access -> asksTheMachineForNow(access.getTarget()));
    }

    private static boolean asksTheMachineForNow(AccessTarget target) {
        var owner = target.getOwner();
        var noArguments = !(target instanceof AccessTarget.CodeUnitAccessTarget call)
                || call.getRawParameterTypes().isEmpty();
        return (owner.getPackageName().startsWith("java.time")
                        && target.getName().equals("now"))
                || (owner.isEquivalentTo(System.class) && target.getName().equals("currentTimeMillis"))
                || (owner.isAssignableTo(InstantSource.class) && FACTORIES_OF_CLOCKS.contains(target.getName()))
                || (owner.isEquivalentTo(Clock.class) && target.getName().equals("systemUTC"))
                || (owner.isEquivalentTo(Date.class) && target.getName().equals("<init>") && noArguments)
                || (owner.isEquivalentTo(Calendar.class) && target.getName().equals("getInstance"));
    }
}
