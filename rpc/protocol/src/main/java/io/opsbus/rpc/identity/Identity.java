package io.opsbus.rpc.identity;

import io.opsbus.rpc.ActionName;
import io.opsbus.rpc.Hops;
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
 * @param hops how often notifiers have told what the request tells, as the client says
 */
public record Identity(
        String accountId,
        String accessKeyId,
        ActionName name,
        String requestId,
        String hostId,
        Format format,
        String sourceAddress,
        Instant issuedAt,
        Hops hops) {
    private static final Pattern MOMENT = Pattern.compile("\\d{1,15}");
    private static final Pattern COUNT = Pattern.compile("[1-9]\\d{0,2}");
    private static final int PARTS = 9;

    /** What asks for something nobody was told. */
    public Identity(
            String accountId,
            String accessKeyId,
            ActionName name,
            String requestId,
            String hostId,
            Format format,
            String sourceAddress,
            Instant issuedAt) {
        this(accountId, accessKeyId, name, requestId, hostId, format, sourceAddress, issuedAt, Hops.NONE);
    }

    /** What every body of the answer names. */
    public WireReply.Envelope envelope() {
        return new WireReply.Envelope(requestId, hostId);
    }

    /** One line of text that {@link InternalKey} signs; hops are in it where there are any, so that older services read the others. */
    String line() {
        var line = Stream.of(
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
        return hops.equals(Hops.NONE) ? line : line + "/" + hops.count();
    }

    /** Reads what {@link #line} wrote; empty for anything else. */
    static Optional<Identity> parse(String line) {
        List<Optional<String>> parts =
                Stream.of(line.split("/", PARTS + 2)).map(PercentText::decode).toList();
        if (parts.size() < PARTS || parts.size() > PARTS + 1 || parts.stream().anyMatch(Optional::isEmpty)) {
            return Optional.empty();
        }
        List<String> texts = parts.stream().map(Optional::orElseThrow).toList();
        Optional<Format> format = Format.of(texts.get(6));
        if (format.isEmpty() || !MOMENT.matcher(texts.get(8)).matches()) {
            return Optional.empty();
        }
        if (texts.size() > PARTS && !COUNT.matcher(texts.get(PARTS)).matches()) {
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
                Instant.ofEpochMilli(Long.parseLong(texts.get(8))),
                texts.size() > PARTS ? new Hops(Integer.parseInt(texts.get(PARTS))) : Hops.NONE));
    }
}
