package io.opsbus.invocation.rpc;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opsbus.invocation.status.OverallStatus;
import io.opsbus.invocation.tail.TailEvent;
import io.opsbus.invocation.tail.TailEvent.Turned;
import io.opsbus.invocation.tail.TailEvent.Written;
import java.util.Base64;

/**
 * What a tail tells, for {@code text/event-stream}.
 *
 * @param name {@code output}, {@code status}, {@code end} or {@code ping}
 * @param data JSON in the words of DescribeInvocationResults
 */
public record TailText(String name, String data) {
    /** Nothing has come for a while; the connection is there. */
    public static final TailText PING = new TailText("ping", "{}");

    private static final ObjectMapper JSON = new ObjectMapper();

    public static TailText of(TailEvent event) {
        ObjectNode data =
                JSON.createObjectNode().put("InstanceId", event.instance().text());
        return switch (event) {
            case Written(var _, int run, long cut, byte[] bytes) ->
                new TailText(
                        "output",
                        data.put("Repeats", run)
                                .put("Dropped", cut)
                                .put("Output", Base64.getEncoder().encodeToString(bytes))
                                .toString());
            case Turned(var _, var status, var exitCode, var error) -> {
                data.put("InvocationStatus", status.word());
                if (exitCode != null) {
                    data.put("ExitCode", exitCode);
                }
                if (error != null) {
                    data.put("ErrorCode", error.word()).put("ErrorInfo", error.info());
                }
                yield new TailText("status", data.toString());
            }
        };
    }

    /** Nothing more will come. */
    public static TailText end(OverallStatus status) {
        return new TailText(
                "end",
                JSON.createObjectNode().put("InvocationStatus", status.word()).toString());
    }
}
