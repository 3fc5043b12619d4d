package io.opsbus.command.bus;

import static io.opsbus.command.Given.ALICES;
import static io.opsbus.command.Given.command;
import static io.opsbus.command.Given.id;
import static io.opsbus.command.Given.rich;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.opsbus.command.CommandFact;
import io.opsbus.ledger.OutboxRecord;
import io.opsbus.schemas.Topics;
import io.opsbus.schemas.ecs.command.Command;
import io.opsbus.schemas.ecs.command.CommandTag;
import io.opsbus.schemas.registry.HttpSchemaRegistry;
import io.opsbus.schemas.registry.InMemorySchemaRegistry;
import io.opsbus.schemas.registry.RegistryAccess;
import io.opsbus.schemas.serde.AvroDeserializer;
import io.opsbus.testkit.bus.FakeRegistry;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandRecordsTest {
    private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
    private final CommandRecords records = new CommandRecords(registry);

    @Test
    void aCommandIsToldWhole() {
        OutboxRecord record = records.encode(new CommandFact.Saved(rich(ALICES, 1)));

        assertThat(record.topic()).isEqualTo("ecs.commands");
        assertThat(record.key()).isEqualTo(id(1).text());
        assertThat(record.factId()).isEqualTo(id(1) + ".1");
        Command read = new AvroDeserializer<Command>(registry).deserialize(Topics.COMMANDS.name(), record.value());
        assertThat(read)
                .isEqualTo(Command.newBuilder()
                        .setCommandId(id(1).text())
                        .setAccountId("1600000000000001")
                        .setRegionId("cn-hangzhou")
                        .setRevision(1)
                        .setName("备份 ☂")
                        .setDescription("two\nlines")
                        .setType("RunPowerShellScript")
                        .setContent(ByteBuffer.wrap(new byte[] {0, -1, 'e', '{', '{', 'a', '}', '}'}))
                        .setEnableParameter(true)
                        .setParameterNames(List.of("a", "File_1"))
                        .setWorkingDir("/home/x y")
                        .setLauncher("python3 -u")
                        .setTimeout(61)
                        .setCreatedAt(rich(ALICES, 1).origin().created())
                        .setVersion(3)
                        .setClonedFrom(id(99).text())
                        .setResourceGroupId("rg-1")
                        .setTags(List.of(new CommandTag("env", ""), new CommandTag("owner", "zhang")))
                        .build());
    }

    @Test
    void aDeletedCommandIsATombstoneUnderItsKey() {
        OutboxRecord record = records.encode(new CommandFact.Deleted(id(1), 4));

        assertThat(record.value()).isNull();
        assertThat(record.key()).isEqualTo(id(1).text());
        assertThat(record.factId()).isEqualTo(id(1) + ".4");
    }

    @Test
    void aRegistryThatIsAwayIsToldAsSuchAndNotMissedLater() {
        try (var fake = new FakeRegistry();
                var client = new HttpSchemaRegistry(RegistryAccess.of(fake.url(), null))) {
            var overHttp = new CommandRecords(client);
            fake.away(true);
            assertThatExceptionOfType(CommandRecords.Away.class)
                    .isThrownBy(() -> overHttp.encode(new CommandFact.Saved(command(ALICES, 1))));
            fake.away(false);
            overHttp.register();
            assertThat(overHttp.encode(new CommandFact.Saved(command(ALICES, 1)))
                            .value())
                    .isNotNull();
            fake.away(true);
            assertThat(overHttp.encode(new CommandFact.Saved(command(ALICES, 2)))
                            .value())
                    .isNotNull();
        }
    }
}
