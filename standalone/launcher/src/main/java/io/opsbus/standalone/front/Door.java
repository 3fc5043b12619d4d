package io.opsbus.standalone.front;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Where agents come in, and by what names they know this machine.
 *
 * @param bind the address that is listened on, {@code 0.0.0.0} and {@code ::} for all of them
 * @param names host names and addresses the certificate carries beside {@code localhost} and {@code 127.0.0.1}
 */
public record Door(String bind, List<String> names) {
    /** Environment names, as the README lists them. */
    public static final String ENV_BIND = "OPSBUS_AGENTS_BIND";

    public static final String ENV_NAMES = "OPSBUS_AGENTS_NAMES";

    private static final String HERE = "127.0.0.1";
    private static final String LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
    private static final int LONGEST_NAME = 253;

    /** For agents on this machine only. */
    public static final Door OF_THIS_MACHINE = new Door(HERE, List.of());

    /** Refuses what is no address, no name, and an open door without a name to verify. */
    public Door {
        bind = address(bind);
        names = names.stream().map(Door::name).distinct().toList();
        if (InetAddress.ofLiteral(bind).isAnyLocalAddress() && names.isEmpty()) {
            throw new IllegalArgumentException(ENV_NAMES + " is not set: with " + ENV_BIND + "=" + bind
                    + " it must say by what names or addresses agents know this machine, e.g. ops.example,10.0.0.5");
        }
    }

    /** What the environment asks for; of what it does not say, {@code otherwise}. */
    public static Door of(Map<String, String> env, Door otherwise) {
        String bind = env.getOrDefault(ENV_BIND, otherwise.bind).strip();
        String names = env.getOrDefault(ENV_NAMES, String.join(",", otherwise.names));
        return new Door(
                bind.isEmpty() ? HERE : bind,
                Arrays.stream(names.split(",", -1))
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .toList());
    }

    /** What the environment asks for, for this machine only where it says nothing. */
    public static Door of(Map<String, String> env) {
        return of(env, OF_THIS_MACHINE);
    }

    private static String address(String bind) {
        try {
            return InetAddress.ofLiteral(bind).getHostAddress();
        } catch (IllegalArgumentException notOne) {
            throw new IllegalArgumentException(
                    ENV_BIND + " must be an address of this machine, or 0.0.0.0 for all of them, was " + bind, notOne);
        }
    }

    /** As certificates have it: an address in full, a name in small letters. */
    private static String name(String text) {
        if (isAddress(text)) {
            return InetAddress.ofLiteral(text).getHostAddress();
        }
        String name = text.toLowerCase(Locale.ROOT);
        if (name.length() > LONGEST_NAME || !name.matches(LABEL + "(\\." + LABEL + ")*")) {
            throw new IllegalArgumentException(
                    ENV_NAMES + " must be host names and addresses with commas between them; there is no host " + text);
        }
        return name;
    }

    /** Whether it is an address, not a name. */
    public static boolean isAddress(String name) {
        try {
            return !InetAddress.ofLiteral(name).getHostAddress().isEmpty();
        } catch (IllegalArgumentException aName) {
            return false;
        }
    }

    /** Whether agents of other machines, or by other names, are awaited. */
    public boolean isAsked() {
        return !equals(OF_THIS_MACHINE);
    }

    /** All a certificate must carry. */
    public List<String> certified() {
        Stream<String> bound = InetAddress.ofLiteral(bind).isAnyLocalAddress() ? Stream.of() : Stream.of(bind);
        return Stream.of(Stream.of("localhost", HERE), bound, names.stream())
                .flatMap(all -> all)
                .distinct()
                .toList();
    }

    /** The address by which this machine itself comes in. */
    public String near() {
        return InetAddress.ofLiteral(bind).isAnyLocalAddress() ? HERE : bind;
    }

    /** {@link #near} with a port, as a URL has it. */
    public String near(int port) {
        return (near().contains(":") ? "[" + near() + "]" : near()) + ":" + port;
    }

    /** Whether listening needs IPv6. */
    public boolean isIpv6() {
        return InetAddress.ofLiteral(bind) instanceof Inet6Address;
    }
}
