package io.opsbus.notifier.rpc.cms;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.contact.Code;
import io.opsbus.notifier.contact.CodeSending;
import io.opsbus.notifier.contact.CodesSent;
import io.opsbus.notifier.contact.Contact;
import io.opsbus.notifier.contact.Pending;
import io.opsbus.notifier.contact.Way;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Asks people to confirm their addresses, where that is required. */
public final class Confirmation {
    /** How long a code confirms. */
    static final Duration VALID = Duration.ofDays(1);

    private final CodesSent sent;
    private final Supplier<Code> fresh;
    private final CodeSending sending;

    /** @param fresh codes nobody can guess */
    public Confirmation(CodesSent sent, Supplier<Code> fresh, CodeSending sending) {
        this.sent = sent;
        this.fresh = fresh;
        this.sending = sending;
    }

    /** The codes an edit of a contact needs, and until when they confirm. */
    public record Asked(Map<Way, Code> codes, Instant expires) {
        /** What is kept of them. */
        public List<Pending> pending(AccountId account) {
            return codes.entrySet().stream()
                    .map(one -> new Pending(one.getKey(), one.getValue().hash(account), expires))
                    .toList();
        }
    }

    /** Codes for the addresses that are new, and those that still wait; empty when too many were sent already. */
    public Optional<Asked> ask(AccountId account, Optional<Contact> before, Contact.Reach reach, Instant now) {
        var codes = new EnumMap<Way, Code>(Way.class);
        Arrays.stream(Way.values())
                .filter(way -> isAsked(way, before, reach))
                .forEach(way -> codes.put(way, fresh.get()));
        var marks = codes.keySet().stream().map(way -> mark(way.address(reach))).toList();
        return marks.isEmpty() || sent.take(account, marks, now)
                ? Optional.of(new Asked(codes, now.plus(VALID)))
                : Optional.empty();
    }

    private static boolean isAsked(Way way, Optional<Contact> before, Contact.Reach reach) {
        var address = way.address(reach);
        var isKnown = before.filter(one -> way.address(one.reach()).equals(address) && !one.isPending(way))
                .isPresent();
        return !address.isEmpty() && !isKnown;
    }

    private static String mark(String address) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(address.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Sends them. */
    public void send(Contact contact, Asked asked) {
        asked.codes().forEach((way, code) -> sending.send(contact, way, code, asked.expires()));
    }
}
