package io.opsbus.rpc.identity;

import io.opsbus.rpc.ActionName;
import io.opsbus.rpc.parameter.PercentText;
import io.opsbus.rpc.reply.Format;
import io.opsbus.rpc.reply.WireReply;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the gateway established about a request before it handed it on.
 *
 * @param accountId owner of the key that verified
 * @param accessKeyId the key
 * @param name what is asked for
 * @param requestId UUID in upper case; reply, logs and audit carry it
 * @param hostId the host name the client called, for error bodies
 * @param format how the client wants its answer
 * @param sourceAddress the client's IP address
 * @param issuedAt when the gateway signed this, to the millisecond
 */
public record Identity(
        String accountId,
        String accessKeyId,
        ActionName name,
        String requestId,
        String hostId,
        Format format,
        String sourceAddress,
        Instant issuedAt) {
    private static final Pattern MOMENT = Pattern.compile("\\d{1,15}");
    private static final int PARTS = 9;

    /** What every body of the answer names. */
    public WireReply.Envelope envelope() {
        return new WireReply.Envelope(requestId, hostId);
    }

    /** One line of text that {@link InternalKey} signs. */
    String line() {
        return Stream.of(
                        accountId,
                        accessKeyId,
                        name.version(),
                        name.action(),
                        requestId,
                        hostId,
                        format.name(),
                        sourceAddress,
                        Long.toString(issuedAt.toEpochMilli()))
                .map(PercentText::encode)
                .collect(Collectors.joining("/"));
    }

    /** Reads what {@link #line} wrote; empty for anything else. */
    static Optional<Identity> parse(String line) {
        List<Optional<String>> parts =
                Stream.of(line.split("/", PARTS + 1)).map(PercentText::decode).toList();
        if (parts.size() != PARTS || parts.stream().anyMatch(Optional::isEmpty)) {
            return Optional.empty();
        }
        List<String> texts = parts.stream().map(Optional::orElseThrow).toList();
        Optional<Format> format = Format.of(texts.get(6));
        if (format.isEmpty() || !MOMENT.matcher(texts.get(8)).matches()) {
            return Optional.empty();
        }
        return Optional.of(new Identity(
                texts.get(0),
                texts.get(1),
                new ActionName(texts.get(2), texts.get(3)),
                texts.get(4),
                texts.get(5),
                format.get(),
                texts.get(7),
                Instant.ofEpochMilli(Long.parseLong(texts.get(8)))));
    }
}
