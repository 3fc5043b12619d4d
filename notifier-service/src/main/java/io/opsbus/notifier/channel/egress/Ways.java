package io.opsbus.notifier.channel.egress;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How addresses may be called that the operator has not opened by name of their block: by which schemes, and on which ports.
 *
 * @param schemes in lower case
 */
public record Ways(Set<String> schemes, List<Ports> ports) {
    /** The setting of the schemes. */
    public static final String SCHEMES = "opsbus.notifier.egress.schemes";

    /** The setting of the ports. */
    public static final String PORTS = "opsbus.notifier.egress.ports";

    /** When nothing is set: nothing goes out unencrypted, and nothing but web servers is knocked at. */
    public static final Ways USUAL = Ways.of("https", "80,443,8080,8443");

    private static final int LAST = 65_535;

    public Ways {
        schemes = Set.copyOf(schemes);
        ports = List.copyOf(ports);
    }

    /** Ports from the first to the last. */
    public record Ports(int first, int last) {}

    /**
     * Reads two lists with commas between.
     *
     * @param schemes {@code https}, {@code http} or both
     * @param ports numbers and spans such as {@code 8000-8999}
     * @throws IllegalArgumentException naming the setting that is none
     */
    public static Ways of(String schemes, String ports) {
        var words = parts(schemes).map(word -> word.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
        if (words.isEmpty() || !Set.of("http", "https").containsAll(words)) {
            throw new IllegalArgumentException(SCHEMES + " is a list of https and http");
        }
        var spans = new ArrayList<Ports>();
        parts(ports).forEach(part -> spans.add(ports(part)));
        return new Ways(words, spans);
    }

    private static Stream<String> parts(String list) {
        return Stream.of(list.split(",", -1)).map(String::strip).filter(part -> !part.isEmpty());
    }

    private static Ports ports(String part) {
        var dash = part.indexOf('-');
        try {
            var first = Integer.parseInt(dash < 0 ? part : part.substring(0, dash));
            var last = dash < 0 ? first : Integer.parseInt(part.substring(dash + 1));
            if (first >= 1 && first <= last && last <= LAST) {
                return new Ports(first, last);
            }
        } catch (NumberFormatException notANumber) {
            // said below
        }
        throw new IllegalArgumentException(
                PORTS + " is a list of ports and spans such as 8000-8999, which " + part + " is not");
    }

    /** Why such a call may not be made, with the setting that would allow it; empty when it may. */
    public Optional<String> complaint(String scheme, int port) {
        if (!schemes.contains(scheme)) {
            return Optional.of(scheme + " is not among the schemes the operator allows (" + SCHEMES + ")");
        }
        return ports.stream().anyMatch(span -> port >= span.first && port <= span.last)
                ? Optional.empty()
                : Optional.of("port " + port + " is not among those the operator allows (" + PORTS + ")");
    }
}
