package io.opsbus.command.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opsbus.command.CommandLimits;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CloneCommandTest {
    private final Service service = new Service();

    private String original() {
        return service.create(
                "old",
                "CommandContent",
                "e3tmaWxlfX0=",
                "EnableParameter",
                "true",
                "Description",
                "d",
                "WorkingDir",
                "/w",
                "Timeout",
                "9",
                "Tag.1.Key",
                "env");
    }

    @Test
    void aCloneIsTheSameUnderAnotherIdAndOneVersionOn() {
        String id = original();
        String clone = service.call("CloneCommand", "CommandId", id).text("CommandId");

        assertThat(clone).isNotEqualTo(id);
        JsonNode old = service.describe(id);
        JsonNode expected =
                ((ObjectNode) old.deepCopy()).put("CommandId", clone).put("Version", 2);
        assertThat(service.describe(clone)).isEqualTo(expected);
        String third = service.call("CloneCommand", "CommandId", clone).text("CommandId");
        assertThat(service.describe(third).get("Version").asInt()).isEqualTo(3);
        assertThat(service.describe(id)).as("the original stays").isEqualTo(old);
    }

    @Test
    void everythingTheGuideNamesCanBeChangedOnTheWay() {
        String clone = service.call(
                        "CloneCommand",
                        "CommandId",
                        original(),
                        "Name",
                        "new",
                        "Description",
                        "",
                        "Type",
                        "RunBatScript",
                        "CommandContent",
                        "dir {{where}}",
                        "ContentEncoding",
                        "PlainText",
                        "WorkingDir",
                        "C:\\",
                        "Timeout",
                        "10")
                .text("CommandId");
        JsonNode command = service.describe(clone, "ContentEncoding", "PlainText");
        assertThat(command.get("Name").asText()).isEqualTo("new");
        assertThat(command.get("Description").asText()).isEmpty();
        assertThat(command.get("Type").asText()).isEqualTo("RunBatScript");
        assertThat(command.get("CommandContent").asText()).isEqualTo("dir {{where}}");
        assertThat(command.get("ParameterNames").toString()).contains("[\"where\"]");
        assertThat(command.get("WorkingDir").asText()).isEqualTo("C:\\");
        assertThat(command.get("Timeout").asInt()).isEqualTo(10);
    }

    @Test
    void parametersCanBeSwitchedOff() {
        String clone = service.call("CloneCommand", "CommandId", original(), "EnableParameter", "false")
                .text("CommandId");
        assertThat(service.describe(clone).get("ParameterNames").get("ParameterName"))
                .isEmpty();
    }

    @Test
    void everyNoHasItsCode() {
        String id = original();
        assertThat(service.call("CloneCommand", "CommandId", "c-0123").code()).isEqualTo("InvalidCmdId.NotFound");
        assertThat(service.call("CloneCommand", "CommandId", id, "RegionId", "cn-beijing")
                        .code())
                .isEqualTo("InvalidCmdId.NotFound");
        assertThat(service.call("CloneCommand", "CommandId", id, "Name", "n".repeat(129))
                        .code())
                .isEqualTo("CmdName.ExceedLimit");
        assertThat(service.call("CloneCommand", "CommandId", id, "CommandContent", "%")
                        .code())
                .isEqualTo("Invalid.CommandContent");
        assertThat(service.call("CloneCommand").code()).isEqualTo("MissingParameter.CommandId");
    }

    @Test
    void aCloneCountsInTheQuota() {
        var small = new Service(new CommandLimits(1, 100, Duration.ofHours(1), Duration.ofDays(1)));
        String id = small.create("n");
        assertThat(small.call("CloneCommand", "CommandId", id).code()).isEqualTo("CmdCount.ExceedQuota");
    }
}
