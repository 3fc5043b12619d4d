package io.opsbus.notifier.draft;

import io.opsbus.notifier.FieldProblem;
import io.opsbus.notifier.targets.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts in what an edit of a target leaves hidden: a secret that is given as it is told ({@code ******}) is the stored one. Of a list the first
 * that is hidden is the first stored, and so on; of headers also their names alone do. What is sent as it is, such as a header, is not kept for
 * another host: whoever may edit the address would read it there.
 */
final class KeptSecrets {
    private static final String HIDDEN = Secret.of("").hint();
    private static final Set<String> PLACES = Set.of("url", "endpoint", "bootstrap");
    private static final Set<String> SENT = Set.of("headers", "password");

    private final String field;
    private final Map<String, Object> before;
    private final List<FieldProblem> problems;
    private int kept;

    /**
     * Over these.
     *
     * @param before the form of the target as it is; empty when there was none
     * @param problems what cannot be kept is added here
     */
    KeptSecrets(String field, Map<String, Object> before, List<FieldProblem> problems) {
        this.field = field;
        this.before = before;
        this.problems = problems;
    }

    /** The fields with every secret in its place. */
    Map<String, Object> filled(Map<String, ?> given) {
        var isElsewhere = PLACES.stream().anyMatch(name -> isElsewhere(before.get(name), given.get(name)));
        var filled = new LinkedHashMap<String, Object>();
        given.forEach((name, value) -> {
            var path = field + "." + name;
            var known = problems.size();
            var keptBefore = kept;
            var whole = value(path, before.get(name), value);
            if (kept > keptBefore && isElsewhere && SENT.contains(name)) {
                problems.add(new FieldProblem(
                        path, "Moved", "it would be sent to another host than before: give what is hidden anew"));
            }
            if (problems.size() == known && isHidden(whole)) {
                problems.add(new FieldProblem(path, "Missing", "nothing is stored here that could be kept"));
            }
            filled.put(name, whole);
        });
        return filled;
    }

    private Object value(String path, @Nullable Object stored, Object given) {
        if (stored instanceof Secret secret) {
            return secret.hint().equals(given) ? revealed(path, secret) : given;
        }
        if (stored instanceof List<?> secrets && given instanceof List<?> texts) {
            return listed(path, secrets, texts);
        }
        if (stored instanceof Map<?, ?> secrets && given instanceof Map<?, ?> texts) {
            var all = new LinkedHashMap<String, Object>();
            texts.forEach((name, text) -> all.put(
                    String.valueOf(name),
                    value(path + "." + name, secrets.get(String.valueOf(name).toLowerCase(Locale.ROOT)), text)));
            return all;
        }
        if (stored instanceof Map<?, ?> secrets && given instanceof List<?> names) {
            var all = new LinkedHashMap<String, Object>();
            names.forEach(name -> all.put(
                    String.valueOf(name),
                    value(path + "." + name, secrets.get(String.valueOf(name).toLowerCase(Locale.ROOT)), HIDDEN)));
            return all;
        }
        return given;
    }

    private List<Object> listed(String path, List<?> secrets, List<?> texts) {
        var stored = secrets.stream()
                .filter(Secret.class::isInstance)
                .map(Secret.class::cast)
                .iterator();
        var all = new ArrayList<>();
        for (var text : texts) {
            all.add(HIDDEN.equals(text) && stored.hasNext() ? revealed(path, stored.next()) : text);
        }
        return all;
    }

    private String revealed(String path, Secret secret) {
        kept++;
        if (secret.unopened().isPresent()) {
            problems.add(new FieldProblem(path, "Unopened", "what is stored cannot be opened now: give it anew"));
        }
        return secret.reveal();
    }

    private static boolean isHidden(Object value) {
        return switch (value) {
            case Map<?, ?> map -> map.values().stream().anyMatch(KeptSecrets::isHidden);
            case List<?> list -> list.stream().anyMatch(KeptSecrets::isHidden);
            default -> HIDDEN.equals(value);
        };
    }

    /** Only where both are plain texts: an address that is a secret itself and is told is another one. */
    private static boolean isElsewhere(@Nullable Object before, @Nullable Object given) {
        return before instanceof String old
                && given instanceof String now
                && !origin(old).equals(origin(now));
    }

    private static String origin(String address) {
        try {
            var url = new URI(address);
            return url.getAuthority() == null
                    ? address
                    : (url.getScheme() + "://" + url.getAuthority()).toLowerCase(Locale.ROOT);
        } catch (URISyntaxException notAnAddress) {
            return address;
        }
    }
}
