package io.opsbus.invocation;

import io.opsbus.testkit.ShapeRules;
import org.junit.jupiter.api.Test;

class ShapeTest {
    @Test
    void theServiceHasTheShapeEveryServiceHas() {
        ShapeRules.of("io.opsbus.invocation").withRoom("agentlink").check();
    }
}
