package io.opsbus.notifier.channel.egress;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** Where this system itself listens: what it tells must not come back to it as something new to tell. */
public final class Doors {
    /** The setting. */
    public static final String SETTING = "opsbus.notifier.egress.own";

    /** None is named. */
    public static final Doors NONE = new Doors(List.of());

    private static final String WHY = "this system listens there itself (" + SETTING + ")";
    private static final int LAST = 65_535;

    private final List<Door> doors;

    private Doors(List<Door> doors) {
        this.doors = List.copyOf(doors);
    }

    /**
     * One of them.
     *
     * @param name of a host, in lower case; empty when it is a block of addresses
     * @param port empty: any
     */
    private record Door(String name, Optional<Cidr> block, OptionalInt port) {
        boolean isAt(int other) {
            return port.isEmpty() || port.getAsInt() == other;
        }
    }

    /**
     * Reads a list with commas between.
     *
     * @param list names of hosts, addresses and blocks ({@code 127.0.0.0/8}, {@code [::1]}), each with {@code :port} or for any
     * @throws IllegalArgumentException naming the setting when an entry is none of these
     */
    public static Doors of(String list) {
        return new Doors(Stream.of(list.split(",", -1))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .map(Doors::door)
                .toList());
    }

    private static Door door(String part) {
        var colon = part.endsWith("]") ? -1 : part.lastIndexOf(':');
        var host = bare(colon < 0 ? part : part.substring(0, colon));
        try {
            var port = colon < 0 ? OptionalInt.empty() : OptionalInt.of(port(part.substring(colon + 1)));
            var isBlock = host.contains("/")
                    || host.contains(":")
                    || host.chars().allMatch(c -> c == '.' || Character.isDigit(c));
            if (!isBlock && !host.isEmpty()) {
                return new Door(plain(host), Optional.empty(), port);
            }
            return new Door("", Optional.of(Cidr.parse(host)), port);
        } catch (IllegalArgumentException none) {
            throw new IllegalArgumentException(
                    SETTING + " is a list of hosts and blocks of addresses, each with a port or without, which " + part
                            + " is not",
                    none);
        }
    }

    private static int port(String text) {
        var port = Integer.parseInt(text);
        if (port < 1 || port > LAST) {
            throw new IllegalArgumentException("no port: " + text);
        }
        return port;
    }

    private static String bare(String host) {
        return host.startsWith("[") && host.contains("]")
                ? host.replace("[", "").replace("]", "")
                : host;
    }

    private static String plain(String host) {
        var lower = host.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }

    /** Why what is at this address may not be called; empty when it may. */
    public Optional<String> refusal(InetAddress address, int port) {
        return doors.stream()
                        .filter(door -> door.isAt(port))
                        .anyMatch(door -> door.block()
                                .filter(block -> block.holds(address))
                                .isPresent())
                ? Optional.of(WHY)
                : Optional.empty();
    }

    /** The same of a host as a URL writes it, before its name is resolved. */
    public Optional<String> complaint(String host, int port) {
        var name = plain(host);
        if (doors.stream().anyMatch(door -> door.isAt(port) && door.name().equals(name))) {
            return Optional.of(WHY);
        }
        try {
            return refusal(InetAddress.ofLiteral(bare(name)), port);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
