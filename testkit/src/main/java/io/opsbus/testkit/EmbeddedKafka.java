package io.opsbus.testkit;

import io.opsbus.standalone.backbone.KafkaServer;
import io.opsbus.standalone.backbone.process.ChildGuard;

final class EmbeddedKafka extends EmbeddedServer<KafkaServer> implements Backbone.Kafka {
    EmbeddedKafka(ChildGuard guard, Starter<KafkaServer> starter) {
        super(guard, starter);
    }

    @Override
    public String bootstrap() {
        return running().bootstrap();
    }
}
