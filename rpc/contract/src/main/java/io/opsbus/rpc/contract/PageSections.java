package io.opsbus.rpc.contract;

import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A page of sections, each between two comments, so that each has an owner who rewrites it and leaves the others alone. */
final class PageSections {
    /** What concerns every Action stands before them, what is none of them behind. */
    private static final Comparator<String> ORDER =
            Comparator.comparingInt(PageSections::rank).thenComparing(Comparator.naturalOrder());

    private final Map<String, String> sections = new TreeMap<>(ORDER);

    private PageSections() {}

    static PageSections of(String page) {
        PageSections found = new PageSections();
        for (String rest = page; rest.contains("<!-- begin "); ) {
            String name = rest.substring(rest.indexOf("<!-- begin ") + 11).split(" ", 2)[0];
            int from = rest.indexOf(begin(name));
            int to = rest.indexOf(end(name)) + end(name).length() + 1;
            found.sections.put(name, rest.substring(from, to));
            rest = rest.substring(to);
        }
        return found;
    }

    /** With this text, from its first line to its last, as the section of that name. */
    PageSections with(String name, String section) {
        sections.put(name, section);
        return this;
    }

    /** All of them below {@code head}. */
    String below(String head) {
        return head + sections.values().stream().map(each -> "\n" + each).collect(Collectors.joining());
    }

    /** A section's first line and, behind {@code text}, its last. */
    static String framed(String name, String text) {
        return begin(name) + "\n" + text + end(name) + "\n";
    }

    private static int rank(String name) {
        return switch (name) {
            case "any-call" -> 0;
            case "not-served" -> 2;
            default -> 1;
        };
    }

    private static String begin(String service) {
        return "<!-- begin " + service + " -->";
    }

    private static String end(String service) {
        return "<!-- end " + service + " -->";
    }
}
