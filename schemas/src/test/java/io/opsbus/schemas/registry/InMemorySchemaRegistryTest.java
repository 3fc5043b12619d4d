package io.opsbus.schemas.registry;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class InMemorySchemaRegistryTest extends SchemaRegistryContract {
    @Override
    SchemaRegistry open() {
        return new InMemorySchemaRegistry();
    }

    @Test
    void takenAwayItIsUnavailable() {
        var registry = new InMemorySchemaRegistry();
        registry.setAway(true);

        assertThatThrownBy(() -> registry.byId(1)).isInstanceOf(SchemaRegistryUnavailable.class);
    }
}
