package io.opsbus.notifier.targets;

import io.opsbus.notifier.FieldProblem;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What an address and extra headers may be. */
final class WebRules {
    private static final int MAX_URL = 2048;
    private static final int MAX_HEADERS = 16;
    private static final int MAX_VALUE = 1024;
    private static final int MAX_NAME = 64;
    private static final String TOKEN_PUNCTUATION = "!#$%&'*+-.^_`|~";
    private static final Pattern PLAIN_V4 = Pattern.compile("(?:(?:0|[1-9][0-9]{0,2})\\.){3}(?:0|[1-9][0-9]{0,2})");
    private static final Set<String> OURS = Set.of(
            "host",
            "content-length",
            "content-type",
            "content-encoding",
            "transfer-encoding",
            "connection",
            "keep-alive",
            "te",
            "trailer",
            "upgrade",
            "expect",
            "proxy-authorization",
            "proxy-connection",
            "traceparent",
            "tracestate",
            "http2-settings");

    private WebRules() {}

    /** What is wrong with an address; empty when nothing is. */
    static Optional<String> complaint(String url) {
        if (url.length() > MAX_URL || !url.chars().allMatch(c -> c > ' ' && c < 127)) {
            return Optional.of("an address has at most " + MAX_URL + " visible ASCII characters");
        }
        URI uri;
        try {
            uri = new URI(url).parseServerAuthority();
        } catch (URISyntaxException _) {
            return Optional.of("not an address of the form https://host[:port]/path");
        }
        var scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            return Optional.of("only http and https are delivered to");
        }
        if (uri.getHost() == null) {
            return Optional.of("the address names no host");
        }
        if (uri.getAuthority().indexOf('@') >= 0) {
            return Optional.of("user and password do not belong in an address; use a header");
        }
        if (isNumberInDisguise(uri.getHost())) {
            return Optional.of("an IPv4 address is written as four decimal numbers");
        }
        if (uri.getHost().indexOf('%') >= 0) {
            return Optional.of("an address with a zone is local to one machine");
        }
        var emptyPort = uri.getAuthority().endsWith(":");
        if (emptyPort || uri.getPort() == 0 || uri.getPort() > 65_535) {
            return Optional.of("a port is a number from 1 to 65535");
        }
        return uri.getRawFragment() == null ? Optional.empty() : Optional.of("a fragment is never sent to a server");
    }

    /** 2130706433, 0x7f000001 and 127.1 are 127.0.0.1 to many resolvers: only the plain form of an address is taken. */
    private static boolean isNumberInDisguise(String host) {
        var last = host.substring(host.lastIndexOf('.', host.length() - 2) + 1);
        return !host.startsWith("[")
                && Character.isDigit(last.charAt(0))
                && !PLAIN_V4.matcher(host).matches();
    }

    /** Checks headers; values are secrets from here on. */
    static Map<String, Secret> headers(String path, Map<String, String> headers, List<FieldProblem> problems) {
        if (headers.size() > MAX_HEADERS) {
            problems.add(new FieldProblem(path, "TooMany", "at most " + MAX_HEADERS + " headers"));
        }
        var clean = new HashMap<String, Secret>();
        headers.forEach((name, value) -> {
            var field = path + "." + name;
            var lower = name.toLowerCase(Locale.ROOT);
            if (!isToken(name)) {
                problems.add(new FieldProblem(path, "Invalid", "a header name is a token (RFC 9110 5.6.2)"));
            } else if (OURS.contains(lower) || lower.startsWith("webhook-") || lower.startsWith("x-opsbus-")) {
                problems.add(new FieldProblem(field, "Forbidden", "this header is set by the sender"));
            } else if (!isFieldValue(value)) {
                problems.add(new FieldProblem(
                        field,
                        "Invalid",
                        "a value has at most " + MAX_VALUE + " visible ASCII characters and inner blanks"));
            } else if (clean.put(lower, Secret.of(value)) != null) {
                problems.add(new FieldProblem(field, "Invalid", "the same header twice"));
            }
        });
        return Map.copyOf(clean);
    }

    private static boolean isToken(String name) {
        return !name.isEmpty() && name.length() <= MAX_NAME && name.chars().allMatch(WebRules::isTokenCharacter);
    }

    private static boolean isTokenCharacter(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || TOKEN_PUNCTUATION.indexOf(c) >= 0;
    }

    private static boolean isFieldValue(String value) {
        return value.length() <= MAX_VALUE
                && value.equals(value.strip())
                && value.chars().allMatch(c -> c >= ' ' && c < 127);
    }
}
