package io.opsbus.event.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.schemas.registry.HttpSchemaRegistry;
import io.opsbus.schemas.registry.RegistryAccess;
import io.opsbus.schemas.serde.AvroDeserializer;
import io.opsbus.testkit.Backbone;
import io.opsbus.testkit.bus.Samples;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

class RealRegistryIT {
    @Test
    void aRealRegistryTakesTheSchemasAndGivesThemToAConsumerWhoHasOnlyItsAddress() {
        String url = Backbone.get().registryUrl();
        try (var service = RunningService.startReady(url);
                var topics = new TopicReader();
                var registry = new HttpSchemaRegistry(RegistryAccess.of(url, null));
                var avro = new AvroDeserializer<SpecificRecord>(registry)) {
            for (Samples sample : Samples.ALL) {
                var answer = service.post(sample.fresh());
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
                var record = topics.awaitFact(
                        RunningService.json(answer.body()).get("factId").asText());
                assertThat(avro.deserialize(record.topic(), record.value())).isNotNull();
            }
        }
    }
}
