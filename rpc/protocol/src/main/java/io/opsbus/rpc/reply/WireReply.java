package io.opsbus.rpc.reply;

/**
 * A rendered reply, ready for HTTP.
 *
 * @param status HTTP status
 * @param contentType value of the header
 * @param body text to send as UTF-8
 */
public record WireReply(int status, String contentType, String body) {
    /**
     * What every body names.
     *
     * @param requestId UUID in upper case
     * @param hostId the host name the client called
     */
    public record Envelope(String requestId, String hostId) {}

    /** Renders {@code answer}; in XML a success's root is {@code <Action>Response}, an error's {@code Error}. */
    public static WireReply of(Answer answer, Format format, String action, Envelope envelope) {
        return switch (answer) {
            case Answer.Reply(Tree.Fields fields, var _) -> {
                Tree.Builder whole = Tree.build().put("RequestId", envelope.requestId());
                fields.values().forEach(whole::put);
                yield new WireReply(200, format.contentType(), written(format, action + "Response", whole.end()));
            }
            case Answer.Refused(RpcError error) -> error(error, format, envelope);
        };
    }

    /** The error body; all five fields are texts, since the Go SDK asserts so without checking. */
    public static WireReply error(RpcError error, Format format, Envelope envelope) {
        Tree.Fields body = Tree.fields()
                .with("RequestId", envelope.requestId())
                .with("HostId", envelope.hostId())
                .with("Code", error.code())
                .with("Message", error.message())
                .with("Recommend", "");
        return new WireReply(error.status(), format.contentType(), written(format, "Error", body));
    }

    private static String written(Format format, String root, Tree.Fields body) {
        return switch (format) {
            case JSON -> Json.write(body);
            case XML -> Xml.write(root, body);
        };
    }
}
