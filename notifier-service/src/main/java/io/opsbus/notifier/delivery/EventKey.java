package io.opsbus.notifier.delivery;

import io.opsbus.notifier.Event;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * What makes two events the same one: a SHA-256 over account, id, name, time, resource and the whole JSON. The id alone does not: every
 * sample of the guide carries the same.
 */
public final class EventKey {
    private final byte[] digest;

    private EventKey(byte[] digest) {
        this.digest = digest;
    }

    /** The key of an event and its rendered form. */
    public static EventKey of(Event event, byte[] json) {
        var sha = sha256();
        add(sha, event.account().value());
        add(sha, event.id());
        add(sha, event.name());
        add(sha, event.eventTime().toString());
        add(sha, event.resourceArn());
        return new EventKey(sha.digest(json));
    }

    /** A short form, for comparing. */
    public UUID id() {
        var bytes = ByteBuffer.wrap(digest);
        return new UUID(bytes.getLong(), bytes.getLong());
    }

    /** What events that say the same have in common: name, resource and status. */
    public static UUID newsOf(Event event) {
        var sha = sha256();
        add(sha, event.name());
        add(sha, event.resourceArn());
        add(sha, event.status().orElse(""));
        return new EventKey(sha.digest()).id();
    }

    /** What events of one kind have in common: a name and a level. */
    public static UUID kindOf(String name, String level) {
        var sha = sha256();
        add(sha, name);
        add(sha, level);
        return new EventKey(sha.digest()).id();
    }

    byte[] digest() {
        return digest;
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Length first, so that no two different lists of fields run together. */
    static void add(MessageDigest sha, String field) {
        var bytes = field.getBytes(StandardCharsets.UTF_8);
        sha.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
        sha.update(bytes);
    }
}
