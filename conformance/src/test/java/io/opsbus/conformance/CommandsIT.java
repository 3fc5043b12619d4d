package io.opsbus.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.conformance.VerifiedAgainst.Source;
import io.opsbus.conformance.suite.Caller;
import io.opsbus.conformance.suite.InEveryDialect;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Commands of Cloud Assistant: made, told, renamed, deleted (guide 2.3, 2.4). */
@VerifiedAgainst(Source.GUIDE)
class CommandsIT {
    private static final String UNKNOWN = "c-hz0000000000000";

    @InEveryDialect
    void whatWasMadeIsToldRenamedAndDeleted(Caller caller) {
        String content = base64("echo {{word}}\n");
        String id = caller.ask(
                        "CreateCommand",
                        Map.of(
                                "Name", "told",
                                "Description", "all of it",
                                "Type", "RunShellScript",
                                "CommandContent", content,
                                "WorkingDir", "/tmp",
                                "Timeout", 60,
                                "EnableParameter", true))
                .text("CommandId");
        Body told = command(caller, id);
        assertThat(told.text("Name")).isEqualTo("told");
        assertThat(told.text("Description")).isEqualTo("all of it");
        assertThat(told.text("Type")).isEqualTo("RunShellScript");
        assertThat(told.text("CommandContent")).isEqualTo(content);
        assertThat(told.text("WorkingDir")).isEqualTo("/tmp");
        assertThat(told.number("Timeout")).isEqualTo(60);
        assertThat(told.texts("ParameterNames")).containsExactly("word");
        caller.ask("ModifyCommand", Map.of("CommandId", id, "Name", "renamed"));
        assertThat(command(caller, id).text("Name")).isEqualTo("renamed");
        caller.ask("DeleteCommand", Map.of("CommandId", id));
        assertThat(caller.ask("DescribeCommands", Map.of("CommandId", id)).list("Commands"))
                .isEmpty();
        assertThat(caller.refusal("DeleteCommand", Map.of("CommandId", id))).isEqualTo("InvalidCmdId.NotFound");
    }

    @InEveryDialect
    @VerifiedAgainst(Source.REFERENCE)
    void commandsThatCannotBeAreRefused(Caller caller) {
        assertThat(caller.refusal("CreateCommand", command("RunShellScript", "%%% not base64 %%%")))
                .isEqualTo("Invalid.CommandContent");
        assertThat(caller.refusal("CreateCommand", command("RunPythonScript", base64("print()"))))
                .isEqualTo("InvalidCmdType.NotFound");
        assertThat(caller.refusal("CreateCommand", command("RunShellScript", base64("x".repeat(20_000)))))
                .isEqualTo("CmdContent.ExceedLimit");
        assertThat(caller.refusal("ModifyCommand", Map.of("CommandId", UNKNOWN, "Name", "n")))
                .isEqualTo("InvalidCmdId.NotFound");
    }

    @InEveryDialect
    void aStrangersCommandIsNotFound(Caller caller) {
        String id = caller.ask("CreateCommand", command("RunShellScript", base64("date")))
                .text("CommandId");
        assertThat(caller.refusalOfStranger("DeleteCommand", Map.of("CommandId", id)))
                .isEqualTo("InvalidCmdId.NotFound");
        assertThat(caller.refusalOfStranger("ModifyCommand", Map.of("CommandId", id, "Name", "mine")))
                .isEqualTo("InvalidCmdId.NotFound");
        assertThat(command(caller, id).text("Name")).isEqualTo("one");
        caller.ask("DeleteCommand", Map.of("CommandId", id));
    }

    private static Body command(Caller caller, String id) {
        List<Body> commands =
                caller.ask("DescribeCommands", Map.of("CommandId", id)).list("Commands");
        assertThat(commands).hasSize(1);
        return commands.getFirst();
    }

    private static Map<String, Object> command(String type, String content) {
        return Map.of("Name", "one", "Type", type, "CommandContent", content);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
