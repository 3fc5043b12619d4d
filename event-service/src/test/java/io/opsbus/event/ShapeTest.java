package io.opsbus.event;

import static com.tngtech.archunit.core.importer.ImportOption.Predefined.DO_NOT_INCLUDE_TESTS;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The shape every service has: a pure root, rooms around it, arrows inward, the framework in one room. */
class ShapeTest {
    private static final String ROOT = "io.opsbus.event";
    private static final JavaClasses CODE =
            new ClassFileImporter().withImportOption(DO_NOT_INCLUDE_TESTS).importPackages(ROOT);

    @Test
    void theDomainKnowsOnlyTheJdkAndDecisions() {
        classes()
                .that()
                .resideInAnyPackage(ROOT, ROOT + ".recent")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", "io.opsbus.ledger", ROOT, ROOT + ".recent")
                .check(CODE);
    }

    @Test
    void roomsDoNotKnowEachOther() {
        for (String room : new String[] {"rpc", "bus", "store"}) {
            noClasses()
                    .that()
                    .resideInAPackage(ROOT + "." + room)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(others(room))
                    .check(CODE);
        }
    }

    @Test
    void onlyTheWiringNamesTheFramework() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".wiring")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "jakarta..", "org.apache.catalina..", "com.zaxxer..")
                .check(CODE);
    }

    @Test
    void timeAndRandomnessEnterTheDomainAndItsRoomsAsArguments() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".wiring")
                .should()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(java.util.UUID.class, "randomUUID")
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .check(CODE);
    }

    @Test
    void nothingStaticCanChange() {
        fields().that().areStatic().should().beFinal().check(CODE);
    }

    @Test
    void aPackageHasAtMostFifteenTypes() {
        var sizes = CODE.stream()
                .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(type -> type.getPackageName(), Collectors.counting()));
        assertThat(sizes).allSatisfy((name, count) -> assertThat(count).as(name).isLessThanOrEqualTo(15));
    }

    private static String[] others(String room) {
        return java.util.stream.Stream.of("rpc", "bus", "store", "wiring")
                .filter(other -> !other.equals(room))
                .map(other -> ROOT + "." + other)
                .toArray(String[]::new);
    }
}
