package io.opsbus.command.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsbus.command.Given;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModifyCommandTest {
    private final Service service = new Service();

    @Test
    void nameAndDescriptionCanBeChanged() {
        String id = service.create("old", "Description", "old");
        assertThat(service.call("ModifyCommand", "CommandId", id, "Name", "new", "Description", "told")
                        .code())
                .isEqualTo("200");
        assertThat(service.describe(id).get("Name").asText()).isEqualTo("new");
        assertThat(service.describe(id).get("Description").asText()).isEqualTo("told");
    }

    @Test
    void whatIsNotSentStaysAndWhatIsSentEmptyIsCleared() {
        String id = service.create("n", "Description", "d", "WorkingDir", "/w", "Launcher", "sh", "Timeout", "5");
        service.call("ModifyCommand", "CommandId", id);
        JsonNode same = service.describe(id);
        assertThat(same.get("Description").asText() + same.get("WorkingDir").asText())
                .isEqualTo("d/w");

        service.call("ModifyCommand", "CommandId", id, "Name", "", "Description", "", "WorkingDir", "", "Launcher", "");
        JsonNode cleared = service.describe(id);
        assertThat(cleared.get("Name").asText()).as("a command has a name").isEqualTo("n");
        assertThat(cleared.get("Description").asText()).isEmpty();
        assertThat(cleared.get("WorkingDir").asText()).isEmpty();
        assertThat(cleared.get("Launcher").asText()).isEmpty();
        assertThat(cleared.get("Timeout").asInt()).isEqualTo(5);
    }

    @Test
    void howItIsRunCanBeChangedAndItsScriptCannot() {
        String id = service.create("n");
        assertThat(service.call(
                                "ModifyCommand",
                                "CommandId",
                                id,
                                "WorkingDir",
                                "/tmp",
                                "Launcher",
                                "python3",
                                "Timeout",
                                "61",
                                "CommandContent",
                                "cm0gLXJmIC8=")
                        .code())
                .isEqualTo("200");
        JsonNode command = service.describe(id);
        assertThat(command.get("WorkingDir").asText()).isEqualTo("/tmp");
        assertThat(command.get("Launcher").asText()).isEqualTo("python3");
        assertThat(command.get("Timeout").asInt()).isEqualTo(61);
        assertThat(command.get("CommandContent").asText()).isEqualTo(Service.SHELL_ECHO);
    }

    @ParameterizedTest
    @CsvSource({
        "CommandId, c-0123, InvalidCmdId.NotFound",
        "CommandId, no id, InvalidCmdId.NotFound",
        "CommandId, *, InvalidCmdId.NotFound",
        "CommandId, '', InvalidParameter",
        "RegionId, cn-beijing, InvalidCmdId.NotFound",
        "RegionId, cn-atlantis, InvalidRegionId.NotFound",
        "Timeout, 0, InvalidTimeout.ExceedLimit",
        "Timeout, 86401, InvalidTimeout.ExceedLimit",
    })
    void everyNoHasItsCode(String parameter, String value, String code) {
        String id = service.create("n");
        Service.Told told = service.call("ModifyCommand", "CommandId", id, parameter, value);
        assertThat(told.code()).isEqualTo(code);
        assertThat(told.status()).isEqualTo(code.endsWith("NotFound") ? 404 : code.startsWith("InvalidT") ? 403 : 400);
    }

    @Test
    void lengthsAreCheckedAsAtCreation() {
        String id = service.create("n");
        assertThat(service.call("ModifyCommand", "CommandId", id, "Name", "n".repeat(129))
                        .code())
                .isEqualTo("CmdName.ExceedLimit");
        assertThat(service.call("ModifyCommand", "CommandId", id, "Description", "n".repeat(513))
                        .code())
                .isEqualTo("CmdDesc.ExceedLimit");
        assertThat(service.call("ModifyCommand", "CommandId", id, "WorkingDir", "n".repeat(201))
                        .code())
                .isEqualTo("InvalidParameter.WorkingDir");
        assertThat(service.call("ModifyCommand", "CommandId", id, "Launcher", "n".repeat(1025))
                        .code())
                .isEqualTo("InvalidLauncher.LengthLimitExceeded");
    }

    @Test
    void aMissingIdIsNamed() {
        assertThat(service.call("ModifyCommand").code()).isEqualTo("MissingParameter.CommandId");
        assertThat(service.call(Given.ALICE, "ModifyCommand", Map.of("CommandId", "c-1"))
                        .code())
                .isEqualTo("MissingParameter.RegionId");
    }
}
