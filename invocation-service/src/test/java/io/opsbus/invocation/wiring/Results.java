package io.opsbus.invocation.wiring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the API tells of what became of invocations. */
final class Results {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Results() {}

    /** Of a command, on all of its instances. */
    static List<JsonNode> of(Caller caller, String invocation) {
        return read(
                caller,
                "DescribeInvocationResults",
                Map.of("InvokeId", invocation),
                "/Invocation/InvocationResults/InvocationResult");
    }

    /** Every run of a repeated command on an instance that is over. */
    static List<JsonNode> history(Caller caller, String invocation, String instance) {
        return read(
                        caller,
                        "DescribeInvocationResults",
                        Map.of("InvokeId", invocation, "InstanceId", instance, "IncludeHistory", "true"),
                        "/Invocation/InvocationResults/InvocationResult")
                .stream()
                .filter(Results::isOver)
                .toList();
    }

    /** Of a file, on all of its instances. */
    static List<JsonNode> ofFile(Caller caller, String invocation) {
        return read(
                caller,
                "DescribeSendFileResults",
                Map.of("InvokeId", invocation),
                "/Invocations/Invocation/0/InvokeInstances/InvokeInstance");
    }

    private static List<JsonNode> read(Caller caller, String action, Map<String, String> which, String where) {
        Map<String, String> parameters = new HashMap<>(which);
        parameters.put("PageSize", "50");
        Caller.Told told = caller.call(action, parameters);
        List<JsonNode> results = new ArrayList<>();
        try {
            JSON.readTree(told.body()).at(where).forEach(results::add);
        } catch (IOException e) {
            throw new AssertionError(told.body(), e);
        }
        return results;
    }

    static boolean isSuccess(JsonNode result) {
        return result.path("InvocationStatus").asText().equals("Success");
    }

    static boolean isOver(JsonNode result) {
        return switch (result.path("InvocationStatus").asText()) {
            case "Pending", "Scheduled", "Running", "Stopping" -> false;
            default -> true;
        };
    }
}
