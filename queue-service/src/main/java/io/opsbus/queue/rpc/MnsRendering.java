package io.opsbus.queue.rpc;

import io.opsbus.rpc.Rendering;
import io.opsbus.rpc.http.HttpReply;
import io.opsbus.rpc.identity.Identity;
import io.opsbus.rpc.reply.Answer;
import io.opsbus.rpc.reply.RpcError;
import io.opsbus.rpc.reply.Tree;
import io.opsbus.rpc.reply.Xml;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Answers as clients of queues expect them: one XML document, whose root is the one field of the answer; no body where there is
 * none. The statuses are the contract's.
 */
public final class MnsRendering implements Rendering {
    /** Errors need exactly this; the Java client cannot read them otherwise. */
    static final String NAMESPACE = "http://mns.aliyuncs.com/doc/v1";
    /** A field of an answer that goes into the header of that name. */
    static final String LOCATION = "Location";
    /** A field that stands in the root beside what is listed there. */
    static final String NEXT_MARKER = "NextMarker";

    private static final String TYPE = "text/xml;charset=UTF-8";

    @Override
    public HttpReply render(Identity identity, Answer answer) {
        Map<String, String> headers = new HashMap<>(Rendering.headers(answer));
        return switch (answer) {
            case Answer.Refused(RpcError error) ->
                HttpReply.text(error.status(), TYPE, headers, error(error, identity));
            case Answer.Reply(Tree.Fields fields, List<String> made) -> {
                if (fields.values().get(LOCATION) instanceof Tree.Text(String location)) {
                    headers.put("location", location);
                    yield HttpReply.text(made.isEmpty() ? 204 : 201, TYPE, headers, "");
                }
                yield fields.values().isEmpty()
                        ? HttpReply.text(204, TYPE, headers, "")
                        : document(identity, fields, headers);
            }
        };
    }

    private static String error(RpcError error, Identity identity) {
        return Xml.write(
                "Error",
                NAMESPACE,
                Tree.fields()
                        .with("Code", error.code())
                        .with("Message", error.message())
                        .with("RequestId", identity.requestId())
                        .with("HostId", identity.hostId()));
    }

    private static HttpReply document(Identity identity, Tree.Fields fields, Map<String, String> headers) {
        var root = fields.values().firstEntry();
        String body = Xml.write(root.getKey(), NAMESPACE, root.getValue());
        if (fields.values().get(NEXT_MARKER) instanceof Tree.Text(String marker)) {
            // the name of a queue: nothing in it means anything to XML
            int end = body.lastIndexOf("</");
            body = body.substring(0, end) + "<NextMarker>" + marker + "</NextMarker>" + body.substring(end);
        }
        return HttpReply.text(status(identity, root.getKey(), root.getValue()), TYPE, headers, body);
    }

    private static int status(Identity identity, String root, Tree tree) {
        if (root.equals("Errors")) {
            return 404;
        }
        if (!identity.name().action().equals("SendMessage")) {
            return 200;
        }
        boolean isPartial = tree instanceof Tree.Wrapped(var _, List<Tree> items)
                && items.stream()
                        .anyMatch(item -> item instanceof Tree.Fields fields
                                && fields.values().containsKey("ErrorCode"));
        return isPartial ? 400 : 201;
    }
}
