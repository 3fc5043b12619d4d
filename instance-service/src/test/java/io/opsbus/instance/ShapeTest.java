package io.opsbus.instance;

import io.opsbus.testkit.ShapeRules;
import org.junit.jupiter.api.Test;

class ShapeTest {
    @Test
    void theServiceHasTheShapeEveryServiceHas() {
        ShapeRules.of("io.opsbus.instance").withRoom("control").check();
    }
}
