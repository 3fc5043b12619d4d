package io.opsbus.rpc;

import io.opsbus.rpc.reply.RpcError;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How often what a request tells has been told by notifiers already: deliveries carry the count in a header, and who makes a new event of one
 * sends it back here. So two systems that notify each other come to an end (RFC 9110 has {@code Max-Forwards} for the like).
 *
 * @param count 0 for what nobody was told yet
 */
public record Hops(int count) {
    /** Name of the header. */
    public static final String HEADER = "x-opsbus-hops";

    /** As many are taken. Chains that are meant, from one system to a second to a third, are shorter; a loop is over within seconds. */
    public static final int MOST = 5;

    /** What nobody was told yet. */
    public static final Hops NONE = new Hops(0);

    /** The refusal, as the reference names it. */
    public static final RpcError TOO_MANY = new RpcError(
            400,
            "HopLimitExceeded",
            "The header " + HEADER + " says that notifiers have told this more than " + MOST
                    + " times: that is taken for a loop, and no event was made.");

    private static final int UNREADABLE = 999;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,3}");

    public Hops {
        if (count < 0 || count > UNREADABLE) {
            throw new IllegalArgumentException("hops are 0 to " + UNREADABLE + ", were " + count);
        }
    }

    /** Reads a header. One that is no such number counts as too many: whoever spoils it does not begin anew with it. */
    public static Hops of(Optional<String> header) {
        return header.map(text ->
                        NUMBER.matcher(text).matches() ? new Hops(Integer.parseInt(text)) : new Hops(UNREADABLE))
                .orElse(NONE);
    }

    /** Whether this was told so often that no event is to be made of it. */
    public boolean areTooMany() {
        return count > MOST;
    }
}
