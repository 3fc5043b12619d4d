package io.opsbus.command.bus;

import static io.opsbus.command.Given.ALICES;
import static io.opsbus.command.Given.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.opsbus.command.CommandPlace;
import io.opsbus.command.use.UseNews;
import io.opsbus.ledger.inbox.Reading;
import io.opsbus.schemas.Topics;
import io.opsbus.schemas.ecs.command.CommandUse;
import io.opsbus.schemas.registry.HttpSchemaRegistry;
import io.opsbus.schemas.registry.InMemorySchemaRegistry;
import io.opsbus.schemas.registry.RegistryAccess;
import io.opsbus.schemas.serde.AvroSerializer;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class UseRecordsTest {
    private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
    private final UseRecords records = new UseRecords(registry);

    private byte[] bytes(CommandUse use) {
        return Objects.requireNonNull(
                new AvroSerializer<CommandUse>(registry).serialize(Topics.COMMAND_USES.name(), use));
    }

    private static CommandUse use(String invocation, String command, String account, String region) {
        return CommandUse.newBuilder()
                .setInvocationId(invocation)
                .setCommandId(command)
                .setAccountId(account)
                .setRegionId(region)
                .build();
    }

    @Test
    void aUseAndItsEndAreUnderstood() {
        CommandUse use = use("t-1", id(1).text(), "1600000000000001", "cn-hangzhou");
        assertThat(records.read("t-1", bytes(use)))
                .isEqualTo(new Reading.Understood<>(new UseNews.Used(
                        new io.opsbus.command.use.CommandUse("t-1", new CommandPlace(ALICES, id(1))))));
        assertThat(records.read("t-1", null)).isEqualTo(new Reading.Understood<>(new UseNews.Ended("t-1")));
    }

    @Test
    void whatMakesNoSenseIsPoison() {
        CommandUse good = use("t-1", id(1).text(), "1600000000000001", "cn-hangzhou");
        assertThat(records.read(null, bytes(good))).isInstanceOf(Reading.Poison.class);
        assertThat(records.read("", null)).isInstanceOf(Reading.Poison.class);
        assertThat(records.read("t-2", bytes(good))).isInstanceOf(Reading.Poison.class);
        assertThat(records.read("t-1", new byte[] {1, 2, 3})).isInstanceOf(Reading.Poison.class);
        for (CommandUse bad : new CommandUse[] {
            use("t-1", "no command", "1600000000000001", "cn-hangzhou"),
            use("t-1", id(1).text(), "", "cn-hangzhou"),
            use("t-1", id(1).text(), "1600000000000001", "*")
        }) {
            assertThat(records.read("t-1", bytes(bad))).isInstanceOf(Reading.Poison.class);
        }
    }

    @Test
    void aRegistryThatIsAwayIsNoReasonToPassARecordOver() {
        byte[] bytes = bytes(use("t-1", id(1).text(), "1600000000000001", "cn-hangzhou"));
        try (var away = new HttpSchemaRegistry(RegistryAccess.of("http://127.0.0.1:1", null))) {
            assertThatExceptionOfType(CommandRecords.Away.class)
                    .isThrownBy(() -> new UseRecords(away).read("t-1", bytes));
        }
    }
}
