package io.opsbus.standalone.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The settings services read, {@code known.txt} beside this: what is none of them is set in vain, and mostly meant one of them. They are compared as
 * both frameworks do, without regard to where a name has its underscores.
 */
final class KnownNames {
    private static final List<Known> ALL = read();
    /** So many letters are mistyped at most. */
    private static final int NEAR = 3;

    private record Known(String name, Pattern bare) {
        static Known of(String property) {
            String name = property.replace("[n]", "_0")
                    .replace('.', '_')
                    .replace('-', '_')
                    .toUpperCase(Locale.ROOT);
            // an index is a number, and a map has any keys
            String bare = property.replaceAll("[.-]", "")
                    .toUpperCase(Locale.ROOT)
                    .replace("[N]", "\\d+")
                    .replace("*", ".+");
            return new Known(name, Pattern.compile(bare));
        }
    }

    private KnownNames() {}

    /** Whether a service reads the environment variable. */
    static boolean has(String name) {
        String bare = name.replace("_", "");
        return ALL.stream().anyMatch(known -> known.bare.matcher(bare).matches());
    }

    /** The name that was meant; empty when none is near. */
    static Optional<String> nearest(String name) {
        String indexed = name.replaceAll("_\\d+_", "_0_");
        return ALL.stream()
                .map(Known::name)
                .filter(known -> distance(indexed, known) <= NEAR)
                .min(Comparator.comparingInt(known -> distance(indexed, known)));
    }

    /** Letters to be put in, taken out or changed (Levenshtein's). */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int at = 0; at < row.length; at++) {
            row[at] = at;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int changed = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[row.length - 1];
    }

    private static List<Known> read() {
        try (InputStream file = KnownNames.class.getResourceAsStream("known.txt")) {
            if (file == null) {
                throw new IllegalStateException("known.txt is not beside its class");
            }
            return new String(file.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(Known::of)
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
