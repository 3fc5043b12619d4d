package io.opsbus.schemas.registry;

import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The contract against a running registry: {@code -Dopsbus.registry.url=http://127.0.0.1:18090/apis/ccompat/v7}. */
@EnabledIfSystemProperty(named = "opsbus.registry.url", matches = "http.*")
class RealSchemaRegistryIT extends SchemaRegistryContract {
    @Override
    SchemaRegistry open() {
        return new HttpSchemaRegistry(RegistryAccess.of(System.getProperty("opsbus.registry.url", ""), null));
    }
}
