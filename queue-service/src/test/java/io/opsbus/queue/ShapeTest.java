package io.opsbus.queue;

import io.opsbus.testkit.ShapeRules;
import org.junit.jupiter.api.Test;

class ShapeTest {
    @Test
    void theServiceHasTheShapeEveryServiceHas() {
        ShapeRules.of("io.opsbus.queue").check();
    }
}
