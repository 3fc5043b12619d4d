package io.opsbus.invocation.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.parameters.ParameterNames;
import io.opsbus.rpc.reply.RpcError;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of the parameters of another script is what RunCommand says of a first one, and is declared. */
class ChangedParametersTest {
    private final Service service = new Service();

    @ParameterizedTest
    @CsvSource({
        "echo {{}}, CmdParam.EmptyKey",
        "echo {{ACS::Nothing}}, CmdParam.InvalidParamName",
        "long, CmdParamName.ExceedLimit",
        "many, CmdParamCount.ExceedLimit",
    })
    void aScriptWhoseParametersCannotBeIsRefused(String script, String code) {
        String id = service.invoke("Frequency", "0 */10 * * * *");
        assertThat(service.call("ModifyInvocationAttribute", "InvokeId", id, "CommandContent", content(script))
                        .code())
                .isEqualTo(code);
        assertThat(service.actions.declarations().stream()
                        .filter(one -> one.name().action().equals("ModifyInvocationAttribute"))
                        .flatMap(one -> one.errors().stream())
                        .map(RpcError::code))
                .contains(code);
    }

    private static String content(String script) {
        return switch (script) {
            case "long" -> "echo {{" + "p".repeat(ParameterNames.LONGEST + 1) + "}}";
            case "many" ->
                IntStream.rangeClosed(0, ParameterNames.MOST)
                        .mapToObj(n -> "{{p" + n + "}}")
                        .collect(Collectors.joining(" ", "echo ", ""));
            default -> script;
        };
    }
}
