package io.opsbus.notifier.template;

import io.opsbus.notifier.meta.EventCatalogue;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Takes from a text what a phone or a chat makes a link of, scheme or none: names of hosts, such as {@code bit.ly/x}, and addresses with a path. The
 * words of the event catalogue that look like one ({@code SystemMaintenance.Reboot}) stay, and so do numbers ({@code 3.3.3}).
 */
final class Links {
    /** Labels with dots between. Nothing is given back, so a long text costs no more than its length. */
    private static final Pattern LABELS = Pattern.compile("[\\p{L}\\p{N}_-]++(?:\\.[\\p{L}\\p{N}_-]++)++");

    private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(?:\\.\\d{1,3}){3}");
    private static final Pattern DOT = Pattern.compile("\\.");

    private static final Set<String> OURS = EventCatalogue.ALL.stream()
            .flatMap(meta -> Stream.of(meta.name().split(":", -1)))
            .filter(word -> word.indexOf('.') > 0)
            .map(word -> word.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());

    private Links() {}

    /** @param gap what comes between what must not stay together */
    static String broken(String text, String gap) {
        var whole = text.replace("://", ":" + gap + "//");
        var out = new StringBuilder();
        var labels = LABELS.matcher(whole);
        while (labels.find()) {
            var host = labels.group();
            var links = isName(host)
                    || (whole.startsWith("/", labels.end())
                            && ADDRESS.matcher(host).matches());
            labels.appendReplacement(out, Matcher.quoteReplacement(links ? host.replace(".", "." + gap) : host));
        }
        return labels.appendTail(out).toString();
    }

    private static boolean isName(String host) {
        return !OURS.contains(host.toLowerCase(Locale.ROOT))
                && DOT.splitAsStream(host)
                        .skip(1)
                        .anyMatch(label -> label.length() > 1 && Character.isLetter(label.charAt(0)));
    }
}
