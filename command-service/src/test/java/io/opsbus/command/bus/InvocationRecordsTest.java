package io.opsbus.command.bus;

import static io.opsbus.command.Given.ALICES;
import static io.opsbus.command.Given.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.command.CommandPlace;
import io.opsbus.command.Given;
import io.opsbus.command.use.InvocationNews;
import io.opsbus.ledger.inbox.Reading;
import io.opsbus.schemas.Topics;
import io.opsbus.schemas.ecs.invocation.InvocationStatusChange;
import io.opsbus.schemas.registry.InMemorySchemaRegistry;
import io.opsbus.schemas.serde.AvroSerializer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class InvocationRecordsTest {
    private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
    private final InvocationRecords records = new InvocationRecords(registry);

    private byte[] bytes(@Nullable String command, long revision) {
        var change = InvocationStatusChange.newBuilder()
                .setInvocationId("t-1")
                .setAccountId(Given.ALICE.text())
                .setRegionId("cn-hangzhou")
                .setCommandId(command)
                .setStatus("Pending")
                .setLegacyStatus("Running")
                .setTasks(2)
                .setRevision(revision)
                .setCreatedAt(Given.NOON)
                .build();
        return Objects.requireNonNull(new AvroSerializer<InvocationStatusChange>(registry)
                .serialize(Topics.INVOCATION_STATUS.name(), change));
    }

    @Test
    void theFirstRecordOfAnInvocationSaysThatItBegan() {
        assertThat(records.read("t-1", bytes(id(1).text(), 1)))
                .isEqualTo(new Reading.Understood<>(new InvocationNews.Began("t-1", new CommandPlace(ALICES, id(1)))));
        assertThat(records.read("t-1", bytes(id(1).text(), 2)))
                .isEqualTo(new Reading.Understood<>(new InvocationNews.Nothing()));
        assertThat(records.read("t-1", bytes(null, 1)))
                .as("a file")
                .isEqualTo(new Reading.Understood<>(new InvocationNews.Nothing()));
    }

    @Test
    void whatMakesNoSenseIsPoison() {
        byte[] good = bytes(id(1).text(), 1);
        assertThat(records.read(null, good)).isInstanceOf(Reading.Poison.class);
        assertThat(records.read("t-2", good)).isInstanceOf(Reading.Poison.class);
        assertThat(records.read("t-1", null)).isInstanceOf(Reading.Poison.class);
        assertThat(records.read("t-1", new byte[] {9})).isInstanceOf(Reading.Poison.class);
        assertThat(records.read("t-1", bytes("no command", 1))).isInstanceOf(Reading.Poison.class);
    }
}
