package io.opsbus.rpc;

import io.opsbus.rpc.http.HttpReply;
import io.opsbus.rpc.identity.Identity;
import io.opsbus.rpc.reply.Answer;
import io.opsbus.rpc.reply.RpcError;
import io.opsbus.rpc.reply.WireReply;
import java.util.Map;

/** How an answer looks on the wire. It sets {@link ServiceEndpoint#CODE_HEADER} and {@link ServiceEndpoint#MADE_HEADER}. */
@FunctionalInterface
public interface Rendering {
    HttpReply render(Identity identity, Answer answer);

    /** The API's own: status 200 or the error's, JSON or XML as the client asked. */
    Rendering RPC = (identity, answer) -> {
        WireReply reply =
                WireReply.of(answer, identity.format(), identity.name().action(), identity.envelope());
        return HttpReply.text(reply.status(), reply.contentType(), headers(answer), reply.body());
    };

    /** What the gateway is told of an answer beside its body, for the audit. */
    static Map<String, String> headers(Answer answer) {
        return switch (answer) {
            case Answer.Refused(RpcError error) -> Map.of(ServiceEndpoint.CODE_HEADER, error.code());
            case Answer.Reply(var _, var made) ->
                made.isEmpty() ? Map.of() : Map.of(ServiceEndpoint.MADE_HEADER, String.join(",", made));
        };
    }
}
