package io.opsbus.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShapeRulesTest {
    @Test
    void aServiceInShapePasses() {
        assertThatCode(() -> ShapeRules.of("io.opsbus.sample.good").check(classes("io.opsbus.sample.good")))
                .doesNotThrowAnyException();
    }

    @Test
    void everyViolationIsNamed() {
        Throwable failure =
                catchThrowable(() -> ShapeRules.of("io.opsbus.sample.bad").check(classes("io.opsbus.sample.bad")));

        assertThat(failure)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("the domain is pure: Method <io.opsbus.sample.bad.WindowManager.open()>")
                .hasMessageContaining("io.opsbus.sample.bad.rpc.Reply")
                .hasMessageContaining("java.time.Instant.now()")
                .hasMessageContaining("java.util.UUID.randomUUID()")
                .hasMessageContaining("not that it helps: io.opsbus.sample.bad.WindowManager")
                .hasMessageContaining("services meet on Kafka, never in code");
    }

    @Test
    void aRoomOfItsOwnIsAnEdgeOnceItIsNamed() {
        // with rpc renamed to domain by an empty list of rooms there would be impurities; as a room there are none
        assertThatCode(() -> ShapeRules.of("io.opsbus.sample").withRoom("good").check(classes("io.opsbus.sample.good")))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> ShapeRules.of("io.opsbus.sample").check(classes("io.opsbus.sample.good")))
                .hasMessageContaining("java.time.Instant.now()");
    }

    @Test
    void frameworksAreSeenOutsideWiringOnly() {
        // the rule looks at names only, so a class of the same name stands for Spring's
        List<JavaClass> springUser = List.copyOf(classes("io.opsbus.sample.spring"));

        assertThatThrownBy(() -> ShapeRules.of("io.opsbus.sample").check(springUser))
                .hasMessageContaining("only wiring names a framework");
        assertThatCode(() -> ShapeRules.of("io.opsbus.sample.spring").check(springUser))
                .doesNotThrowAnyException();
    }

    /** That a service has them is seen by its own {@code ShapeTest}. */
    @Test
    void aMigrationHasConnectionsThatWait() {
        assertThatThrownBy(
                        () -> ShapeRules.of("io.opsbus.sample.migrating").check(classes("io.opsbus.sample.migrating")))
                .hasMessageContaining(
                        "a migration may take longer than a request: io.opsbus.sample.migrating.wiring.Start");
    }

    @Test
    void anEmptyPackageIsNoPass() {
        assertThatThrownBy(() -> ShapeRules.of("io.opsbus.typo").check()).hasMessageContaining("no classes under");
    }

    private static JavaClasses classes(String packageName) {
        return new ClassFileImporter().importPackages(packageName);
    }
}
