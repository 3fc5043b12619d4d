package io.opsbus.schemas.registry;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How to reach a registry.
 *
 * @param urls its addresses, tried in this order
 * @param userInfo {@code user:password} for basic authentication, if any
 * @param rounds how often all addresses are tried before giving up
 * @param timeout how long one address may take to answer
 * @param firstPause the pause after the first round; each further one is twice as long
 */
public record RegistryAccess(
        List<URI> urls, @Nullable String userInfo, int rounds, Duration timeout, Duration firstPause) {
    private static final int ROUNDS = 3;
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);

    public RegistryAccess {
        if (urls.isEmpty()) {
            throw new IllegalArgumentException("schema.registry.url must name at least one address");
        }
        for (URI url : urls) {
            boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
            if (!http || url.getHost() == null) {
                throw new IllegalArgumentException("schema.registry.url must be http(s)://host[:port][/path]");
            }
        }
        if (rounds < 1) {
            throw new IllegalArgumentException("rounds must be at least 1");
        }
        urls = List.copyOf(urls);
    }

    /**
     * The usual access: three rounds, five seconds an answer.
     *
     * @param urls one address or several, separated by commas
     * @param userInfo {@code user:password}, if any
     */
    public static RegistryAccess of(String urls, @Nullable String userInfo) {
        List<URI> addresses = Arrays.stream(urls.split(",", -1))
                .map(String::strip)
                .filter(url -> !url.isEmpty())
                .map(RegistryAccess::address)
                .toList();
        return new RegistryAccess(addresses, userInfo, ROUNDS, TIMEOUT, FIRST_PAUSE);
    }

    private static URI address(String url) {
        try {
            return URI.create(url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
        } catch (IllegalArgumentException notAnAddress) {
            // without the cause: its text would repeat the address, which may hold a password
            throw new IllegalArgumentException("schema.registry.url is not an address");
        }
    }

    @Override
    public String toString() {
        return "RegistryAccess"
                + urls.stream()
                        .map(URI::getAuthority)
                        .map(RegistryAccess::withoutUser)
                        .toList();
    }

    private static String withoutUser(String authority) {
        return authority.substring(authority.lastIndexOf('@') + 1);
    }
}
