package io.opsbus.invocation.agentlink.limit;

import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.opsbus.invocation.InstanceId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One request's body while it comes, on its connection's thread. */
public final class Body {
    /**
     * Largest one, in bytes: the final report of a task with the largest quota, a MiB, on a Windows whose output is taken for GBK: what was
     * two bytes is three in UTF-8, and what cannot be read becomes three of one.
     */
    public static final int LONGEST = 3 << 20;
    /** Of who has not proven who it is: a registration, and most reports. */
    public static final int LONGEST_UNPROVEN = 16 * 1024;

    private final Bodies room;
    private final String address;
    private final boolean isSigned;
    private final int limit;
    private final boolean isTooLong;
    /** What had been read before it was known that no more may be: the rest of one turn of the connection. */
    private final Queue<HttpContent> waiting = new ArrayDeque<>();

    private ByteArrayOutputStream bytes = new ByteArrayOutputStream(0);
    private @Nullable InstanceId owner;
    private int taken;

    /** What comes of a part. */
    public enum Step {
        MORE,
        WHOLE,
        TOO_LONG,
        NO_ROOM,
        /** There is room only for who has proven who it is; the part {@linkplain #later waits}. */
        TO_PROVE
    }

    Body(Bodies room, HttpRequest head, String address) {
        this.room = room;
        this.address = address;
        // what that is worth is judged once room is asked for that strangers do not get
        this.isSigned = head.headers().contains("x-acs-signature");
        this.limit = limit(head);
        this.isTooLong = HttpUtil.getContentLength(head, 0L) > limit;
    }

    /** A GET has no body, and so a handshake that waits its turn keeps nothing. */
    private int limit(HttpRequest head) {
        if (head.method().equals(HttpMethod.GET)) {
            return 0;
        }
        return isSigned ? LONGEST : LONGEST_UNPROVEN;
    }

    /** Whether its head says so. */
    public boolean isTooLong() {
        return isTooLong;
    }

    public Step add(HttpContent part) {
        int length = part.content().readableBytes();
        if (bytes.size() + length > limit) {
            return Step.TOO_LONG;
        }
        if (!take(length)) {
            if (!isSigned || owner != null) {
                return Step.NO_ROOM;
            }
            later(part);
            return Step.TO_PROVE;
        }
        try {
            part.content().readBytes(bytes, length);
        } catch (IOException memoryNeverFails) {
            throw new IllegalStateException(memoryNeverFails);
        }
        return part instanceof LastHttpContent ? Step.WHOLE : Step.MORE;
    }

    private boolean take(int count) {
        boolean isRoom = owner != null
                ? room.agents.take(owner, count)
                : bytes.size() + count <= LONGEST_UNPROVEN && room.strangers.take(address, count);
        taken += isRoom ? count : 0;
        return isRoom;
    }

    /** All that has come. */
    public byte[] bytes() {
        return bytes.toByteArray();
    }

    /** A part that waits until it is known whose the body is. */
    public void later(HttpContent part) {
        waiting.add(part.retain());
    }

    /** Whose it is has been proven; false when that agent has its share already. */
    public boolean belongsTo(InstanceId instance) {
        if (!room.agents.take(instance, taken)) {
            return false;
        }
        room.strangers.giveBack(address, taken);
        owner = instance;
        return true;
    }

    /** Has the parts that wait read, for as long as this body is wanted. */
    public void readOn(Consumer<HttpContent> reader) {
        for (HttpContent part = waiting.poll(); part != null; part = waiting.poll()) {
            try {
                reader.accept(part);
            } finally {
                part.release();
            }
        }
    }

    /** Nothing of it is kept from others any more; again it does nothing. */
    public void giveBack() {
        if (owner != null) {
            room.agents.giveBack(owner, taken);
        } else {
            room.strangers.giveBack(address, taken);
        }
        taken = 0;
        bytes = new ByteArrayOutputStream(0);
        readOn(_ -> {});
    }
}
