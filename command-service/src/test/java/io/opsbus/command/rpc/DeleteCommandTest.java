package io.opsbus.command.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsbus.command.CommandId;
import io.opsbus.command.CommandPlace;
import io.opsbus.command.Given;
import io.opsbus.command.use.CommandUse;
import io.opsbus.command.use.PeriodicUses;
import io.opsbus.command.use.UseNews;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeleteCommandTest {
    private final Service service = new Service();

    @Test
    void aDeletedCommandIsGone() {
        String id = service.create("n");
        String other = service.create("other");

        assertThat(service.call("DeleteCommand", "CommandId", id).code()).isEqualTo("200");
        assertThat(service.call("DeleteCommand", "CommandId", id).code()).isEqualTo("InvalidCmdId.NotFound");
        assertThat(service.call("DescribeCommands").body().get("TotalCount").asInt())
                .isEqualTo(1);
        assertThat(service.describe(other).get("Name").asText()).isEqualTo("other");
    }

    @ParameterizedTest
    @CsvSource({
        "c-0123, cn-hangzhou, InvalidCmdId.NotFound",
        "*, cn-hangzhou, InvalidCmdId.NotFound",
        "'', cn-hangzhou, InvalidParameter",
        "c-0123, cn-atlantis, InvalidRegionId.NotFound",
    })
    void aSelectorThatSelectsNothingDeletesNothing(String id, String region, String code) {
        service.create("n");
        assertThat(service.call("DeleteCommand", "CommandId", id, "RegionId", region)
                        .code())
                .isEqualTo(code);
        assertThat(service.call("DeleteCommands", "CommandId.1", id, "RegionId", region)
                        .code())
                .isEqualTo(code);
        assertThat(service.call("DescribeCommands").body().get("TotalCount").asInt())
                .isEqualTo(1);
    }

    @Test
    void missingParametersAreNamed() {
        assertThat(service.call("DeleteCommand").code()).isEqualTo("MissingParameter.CommandId");
        assertThat(service.call("DeleteCommands").code()).isEqualTo("MissingParameter.CommandId");
        assertThat(service.call(Given.ALICE, "DeleteCommand", Map.of("CommandId", "c-1"))
                        .code())
                .isEqualTo("MissingParameter.RegionId");
    }

    @Test
    void aCommandInUseStays() {
        String id = service.create("n");
        String other = service.create("other");
        use(id);

        Service.Told refused = service.call("DeleteCommand", "CommandId", id);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.code()).isEqualTo("InvalidStatus.CmdIdInUse");
        JsonNode results = service.call("DeleteCommands", "CommandId.1", id, "CommandId.2", other)
                .body()
                .get("Results")
                .get("Result");
        assertThat(results.get(0).get("Code").asText()).isEqualTo("InvalidStatus.CmdIdInUse");
        assertThat(results.get(1).get("Code").asText()).isEqualTo("200");
        assertThat(service.describe(id).get("Name").asText()).isEqualTo("n");

        service.store.take(List.of(new UseNews.Ended("t-1")));
        assertThat(service.call("DeleteCommand", "CommandId", id).code()).isEqualTo("200");
    }

    @Test
    void aCommandWhoseInvocationTheBusHasNotToldOfStaysToo() {
        String id = service.create("n");
        service.untold.add(new CommandId(id));
        assertThat(service.call("DeleteCommand", "CommandId", id).code()).isEqualTo("InvalidStatus.CmdIdInUse");
        assertThat(service.call("DeleteCommands", "CommandId.1", id)
                        .body()
                        .get("Results")
                        .get("Result")
                        .get(0)
                        .get("Code")
                        .asText())
                .isEqualTo("InvalidStatus.CmdIdInUse");
        service.untold.clear();
        assertThat(service.call("DeleteCommand", "CommandId", id).code()).isEqualTo("200");
    }

    @Test
    void whileWhoRunsCommandsIsAwayNoneIsDeleted() {
        String id = service.create("n");
        service.isInvokerAway = true;
        assertThatExceptionOfType(PeriodicUses.Away.class)
                .isThrownBy(() -> service.call("DeleteCommand", "CommandId", id));
        assertThat(service.describe(id).get("Name").asText()).isEqualTo("n");
        assertThat(service.call("DeleteCommand", "CommandId", "c-0123").code())
                .as("of what is not there nobody is asked")
                .isEqualTo("InvalidCmdId.NotFound");
    }

    private void use(String id) {
        service.store.take(
                List.of(new UseNews.Used(new CommandUse("t-1", new CommandPlace(Given.ALICES, new CommandId(id))))));
    }

    @Test
    void severalCommandsGoAtOnce() {
        String one = service.create("one");
        String two = service.create("two");
        service.create("three");

        Service.Told told = service.call("DeleteCommands", "CommandId.1", one, "CommandId.2", two, "CommandId.3", one);

        assertThat(told.status()).isEqualTo(200);
        JsonNode results = told.body().get("Results").get("Result");
        assertThat(results).hasSize(2);
        assertThat(results.get(0).get("CommandId").asText()).isEqualTo(one);
        assertThat(results.get(0).get("Code").asText()).isEqualTo("200");
        assertThat(service.call("DescribeCommands").body().get("TotalCount").asInt())
                .isEqualTo(1);
    }

    @Test
    void ifOneOfSeveralIsNotThereAllStay() {
        String one = service.create("one");

        assertThat(service.call("DeleteCommands", "CommandId.1", one, "CommandId.2", "c-0123")
                        .code())
                .isEqualTo("InvalidCmdId.NotFound");
        assertThat(service.describe(one).get("Name").asText()).isEqualTo("one");
    }
}
