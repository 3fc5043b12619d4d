package io.opsbus.invocation.rpc.run;

import io.opsbus.invocation.work.Content;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.declare.Take;
import io.opsbus.rpc.parameter.Got;
import java.util.List;
import java.util.Optional;

/** How scripts and output travel. */
public final class ContentEncoding {
    private static final String PLAIN_TEXT = "PlainText";
    private static final List<String> WORDS = List.of(PLAIN_TEXT, "Base64");

    private ContentEncoding() {}

    /** {@code ContentEncoding}, with this default, which any other word means too (API facts 2.1, CreateCommand). */
    static Parameter<String> parameter(String usual) {
        return Take.text("ContentEncoding")
                .<String>as("`PlainText`, `Base64`", (_, word) -> new Got.Given<>(WORDS.contains(word) ? word : usual))
                .meaning("Any other word means " + usual + ".")
                .or(usual);
    }

    /** What a client sent; empty when there is nothing, or it is not Base64 and should be. */
    static Optional<Content> read(String text, String encoding) {
        return (encoding.equals(PLAIN_TEXT) ? Optional.of(Content.ofText(text)) : Content.ofBase64(text))
                .filter(content -> !content.isEmpty());
    }

    /** What a client gets; plain text replaces what is not UTF-8. */
    static String write(byte[] bytes, String encoding) {
        Content content = Content.of(bytes);
        return encoding.equals(PLAIN_TEXT) ? content.text() : content.base64();
    }
}
