package io.opsbus.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsbus.schemas.Topic;
import io.opsbus.schemas.Topics;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every registry does. Names are fresh in every test, so that it also holds on one that keeps what it is given. */
abstract class SchemaRegistryContract {
    private final String fresh = "t" + UUID.randomUUID().toString().replace("-", "");
    private final String subject = fresh + " a/b-value";
    private SchemaRegistry registry;

    abstract SchemaRegistry open() throws Exception;

    @BeforeEach
    void openIt() throws Exception {
        registry = open();
    }

    @AfterEach
    void closeIt() {
        registry.close();
    }

    @Test
    void aRegisteredSchemaIsFoundByItsIdAndUnderItsSubject() {
        int id = registry.register(subject, one());

        assertThat(registry.byId(id)).contains(one());
        assertThat(registry.idOf(subject, one())).hasValue(id);
    }

    @Test
    void registeringAgainGivesTheSameId() {
        assertThat(registry.register(subject, one())).isEqualTo(registry.register(subject, one()));
    }

    @Test
    void theSameSchemaHasTheSameIdUnderAnotherSubject() {
        assertThat(registry.register(subject, one())).isEqualTo(registry.register(fresh + "-other", one()));
    }

    @Test
    void anotherSchemaHasAnotherId() {
        assertThat(registry.register(subject, one())).isNotEqualTo(registry.register(subject, withDefault()));
    }

    @Test
    void anUnknownIdHasNoSchema() {
        assertThat(registry.byId(Integer.MAX_VALUE)).isEmpty();
    }

    @Test
    void aSchemaThatIsNotRegisteredHasNoId() {
        assertThat(registry.idOf(subject, one())).isEmpty();
        registry.register(subject, one());
        assertThat(registry.idOf(subject, withDefault())).isEmpty();
    }

    @Test
    void anIncompatibleSchemaIsRefusedOnceTheSubjectAsksForCompatibility() {
        registry.setCompatibility(subject, Compatibility.BACKWARD_TRANSITIVE);
        registry.register(subject, one());

        assertThatThrownBy(() -> registry.register(subject, withoutDefault())).isInstanceOf(SchemaRefused.class);
        assertThat(registry.register(subject, withDefault())).isPositive();
    }

    @Test
    void ourOwnSchemasAreTakenAndComeBackUnchanged() {
        TopicSchemas.publish(registry);
        TopicSchemas.publish(registry);

        for (Topic<?> topic : Topics.ALL) {
            int id = registry.idOf(topic.valueSubject(), topic.schema()).orElseThrow();
            assertThat(registry.byId(id)).contains(topic.schema());
        }
    }

    private Schema one() {
        return SchemaBuilder.record(fresh).fields().requiredString("a").endRecord();
    }

    private Schema withDefault() {
        return SchemaBuilder.record(fresh)
                .fields()
                .requiredString("a")
                .optionalString("b")
                .endRecord();
    }

    private Schema withoutDefault() {
        return SchemaBuilder.record(fresh)
                .fields()
                .requiredString("a")
                .requiredString("b")
                .endRecord();
    }
}
