package io.opsbus.benchmarks.invoke;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsbus.benchmarks.BenchFailure;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** {@code echo 123} as a user runs it, over one connection of its own. */
record Commands(Asking client) {
    private static final String SCRIPT = "ZWNobyAxMjM=";
    private static final String PRINTED = "MTIzCg==";

    /** Creates the command; its id. */
    String create() throws BenchFailure {
        return client.ask("CreateCommand", Map.of("Name", "echo", "Type", "RunShellScript", "CommandContent", SCRIPT))
                .path("CommandId")
                .asText();
    }

    /** Invokes a command; the invocation's id. */
    String invoke(String command, List<String> instances) throws BenchFailure {
        return start("InvokeCommand", Map.of("CommandId", command), instances);
    }

    /** Runs the script without a command. */
    String run(List<String> instances) throws BenchFailure {
        // RunCommand alone takes its content for plain text (API facts 2.1)
        return start(
                "RunCommand",
                Map.of("Type", "RunShellScript", "CommandContent", SCRIPT, "ContentEncoding", "Base64"),
                instances);
    }

    private String start(String action, Map<String, String> what, List<String> instances) throws BenchFailure {
        Map<String, String> parameters = new HashMap<>(what);
        for (int n = 0; n < instances.size(); n++) {
            parameters.put("InstanceId." + (n + 1), instances.get(n));
        }
        return client.ask(action, parameters).path("InvokeId").asText();
    }

    /** How many results of the invocation can be read: ended, with exit code and output as they must be. */
    long readable(String invocation) throws BenchFailure {
        JsonNode results = client.ask("DescribeInvocationResults", Map.of("InvokeId", invocation, "PageSize", "50"))
                .at("/Invocation/InvocationResults/InvocationResult");
        return StreamSupport.stream(results.spliterator(), false)
                .filter(one -> one.path("InvocationStatus").asText().equals("Success")
                        && one.path("ExitCode").asInt(-1) == 0
                        && one.path("Output").asText().equals(PRINTED))
                .count();
    }
}
