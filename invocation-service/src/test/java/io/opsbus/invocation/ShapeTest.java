package io.opsbus.invocation;

import io.opsbus.testkit.ShapeRules;
import org.junit.jupiter.api.Test;

class ShapeTest {
    @Test
    void theServiceHasTheShapeEveryServiceHas() {
        // ADR 0009; the agents' endpoint is the sixth room; ADR 0022
        ShapeRules.of("io.opsbus.invocation")
                .withRoom("control")
                .withRoom("agentlink")
                .withRoom("objectstore")
                .check();
    }
}
