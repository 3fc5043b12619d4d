package io.opsbus.agent.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The command line that starts a script instead of its type's own ({@code Launcher} of RunCommand; API facts 3.1 of built-ins):
 * {@code python3 -u {{ACS::ScriptFileName|Ext(".py")}}}. Words between blanks, quotes around blanks; no shell reads it.
 *
 * @param words in one of them, or as a part of it, is {@link #FILE}
 * @param extension of the script's file, with its dot; empty for the type's own
 */
record Launcher(List<String> words, String extension) {
    /** Where the script's file is named: no text of the wire has it. */
    private static final char FILE = '\0';

    private static final Pattern FILE_NAME = Pattern.compile(
            "\\{\\{\\s*ACS::ScriptFileName\\s*(?:\\|\\s*Ext\\(\\s*[\"']?\\.?([0-9A-Za-z_]{1,16})[\"']?\\s*\\)\\s*)?}}");

    Launcher {
        words = List.copyOf(words);
    }

    /** Reads it; empty when a quote is not closed, or there is no word. */
    static Optional<Launcher> read(String text) {
        String line = text.replace(String.valueOf(FILE), "");
        Matcher name = FILE_NAME.matcher(line);
        String extension =
                name.find() && name.group(1) != null ? "." + name.group(1).toLowerCase(Locale.ROOT) : "";
        Optional<List<String>> words = split(name.replaceAll(String.valueOf(FILE)));
        return words.filter(all -> !all.isEmpty()).map(all -> new Launcher(named(all), extension));
    }

    /** A launcher that does not say where the file goes has it at its end (ASSUMED). */
    private static List<String> named(List<String> words) {
        if (words.stream().anyMatch(word -> word.indexOf(FILE) >= 0)) {
            return words;
        }
        var all = new ArrayList<>(words);
        all.add(String.valueOf(FILE));
        return all;
    }

    private static Optional<List<String>> split(String line) {
        List<String> words = new ArrayList<>();
        var word = new StringBuilder();
        boolean begun = false;
        char quote = 0;
        for (int at = 0; at < line.length(); at++) {
            char c = line.charAt(at);
            if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
                begun = true;
            } else if (quote != 0 && c == quote) {
                quote = 0;
            } else if (quote == 0 && Character.isWhitespace(c)) {
                if (begun) {
                    words.add(word.toString());
                }
                word.setLength(0);
                begun = false;
            } else {
                word.append(c);
                begun = true;
            }
        }
        if (begun) {
            words.add(word.toString());
        }
        return quote == 0 ? Optional.of(words) : Optional.empty();
    }

    /** The words for this file. */
    List<String> of(Path script) {
        return words.stream()
                .map(word -> word.replace(String.valueOf(FILE), script.toString()))
                .toList();
    }
}
