package io.opsbus.notifier;

import static com.tngtech.archunit.core.importer.ImportOption.Predefined.DO_NOT_INCLUDE_TESTS;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.opsbus.testkit.ShapeRules;
import org.junit.jupiter.api.Test;

/** The shape every service has, and two rules of this one. */
class ShapeTest {
    private static final String ROOT = "io.opsbus.notifier";
    private static final JavaClasses CODE =
            new ClassFileImporter().withImportOption(DO_NOT_INCLUDE_TESTS).importPackages(ROOT);

    @Test
    void theServiceHasTheShapeOfEveryService() {
        ShapeRules.of(ROOT).withRoom("channel").check();
    }

    @Test
    void theLifeOfADeliveryKnowsNothingOfTheEngine() {
        noClasses()
                .that()
                .resideInAnyPackage(ROOT, ROOT + ".delivery")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + ".dispatch")
                .check(CODE);
    }

    @Test
    void onlyTheWebhookChannelOpensConnections() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + ".channel..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net.http..", "io.netty..", "org.springframework.web.client..")
                .check(CODE);
    }
}
