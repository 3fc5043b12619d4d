package io.opsbus.event;

import static com.tngtech.archunit.core.importer.ImportOption.Predefined.DO_NOT_INCLUDE_TESTS;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.opsbus.testkit.ShapeRules;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The shape every service has, and what this one holds beyond it. */
class ShapeTest {
    private static final String ROOT = "io.opsbus.event";
    private static final JavaClasses CODE =
            new ClassFileImporter().withImportOption(DO_NOT_INCLUDE_TESTS).importPackages(ROOT);

    @Test
    void theServiceHasTheShapeOfAllServices() {
        ShapeRules.of(ROOT).check();
    }

    @Test
    void roomsDoNotKnowEachOther() {
        for (String room : new String[] {"rpc", "bus", "store"}) {
            String[] others = Stream.of("rpc", "bus", "store", "wiring")
                    .filter(other -> !other.equals(room))
                    .map(other -> ROOT + "." + other + "..")
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage(ROOT + "." + room + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(others)
                    .check(CODE);
        }
    }

    @Test
    void nothingStaticCanChange() {
        fields().that().areStatic().should().beFinal().check(CODE);
    }
}
