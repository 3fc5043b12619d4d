package io.opsbus.notifier;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What a webhook's address and extra headers may be. Which machine the name leads to is the egress policy's matter, at every dial. */
public final class WebhookRules {
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

    private WebhookRules() {}

    /** Checks address and headers; problems found are added to {@code problems} and nothing is returned then. */
    public static Optional<WebhookTarget> check(String url, Map<String, String> headers, List<FieldProblem> problems) {
        var before = problems.size();
        var uri = checkUrl(url, problems);
        var clean = checkHeaders(headers, problems);
        return problems.size() == before && uri.isPresent()
                ? Optional.of(new WebhookTarget(uri.get(), clean))
                : Optional.empty();
    }

    private static Optional<URI> checkUrl(String url, List<FieldProblem> problems) {
        var complaint = complaint(url);
        if (complaint.isPresent()) {
            problems.add(new FieldProblem("target.url", "Invalid", complaint.get()));
            return Optional.empty();
        }
        return Optional.of(URI.create(url));
    }

    private static Optional<String> complaint(String url) {
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

    private static Map<String, String> checkHeaders(Map<String, String> headers, List<FieldProblem> problems) {
        if (headers.size() > MAX_HEADERS) {
            problems.add(new FieldProblem("target.headers", "TooMany", "at most " + MAX_HEADERS + " headers"));
        }
        var clean = new HashMap<String, String>();
        headers.forEach((name, value) -> {
            var field = "target.headers." + name;
            var lower = name.toLowerCase(Locale.ROOT);
            if (!isToken(name)) {
                problems.add(
                        new FieldProblem("target.headers", "Invalid", "a header name is a token (RFC 9110 5.6.2)"));
            } else if (OURS.contains(lower) || lower.startsWith("webhook-") || lower.startsWith("x-opsbus-")) {
                problems.add(new FieldProblem(field, "Forbidden", "this header is set by the sender"));
            } else if (!isFieldValue(value)) {
                problems.add(new FieldProblem(
                        field,
                        "Invalid",
                        "a value has at most " + MAX_VALUE + " visible ASCII characters and inner blanks"));
            } else if (clean.put(lower, value) != null) {
                problems.add(new FieldProblem(field, "Invalid", "the same header twice"));
            }
        });
        return clean;
    }

    private static boolean isToken(String name) {
        return !name.isEmpty() && name.length() <= MAX_NAME && name.chars().allMatch(WebhookRules::isTokenCharacter);
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
