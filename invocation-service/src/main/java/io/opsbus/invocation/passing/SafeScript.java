package io.opsbus.invocation.passing;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;

/**
 * A script whose parameters are environment variables: {@code {{name}}} becomes a reference to {@code OB_P_name}, which is set
 * before the script begins. No value can become a part of the script, whatever is in it. Where the script has it read again, by {@code
 * eval}, {@code sh -c} or as arithmetic, {@link
 * io.opsbus.invocation.passing.rereading.ReadAgain} finds it; what else the script does with it is its author's.
 */
public final class SafeScript {
    private final ScriptLanguage language;
    private final Map<String, String> values;
    private final SequencedMap<String, String> used = new LinkedHashMap<>();
    private final StringBuilder body = new StringBuilder();

    /**
     * Nothing yet.
     *
     * @param values by name in lower case; UTF-8, a byte a character, as the script
     */
    public SafeScript(ScriptLanguage language, Map<String, String> values) {
        this.language = language;
        this.values = Map.copyOf(values);
    }

    /** A part without parameters. */
    public void text(CharSequence part, int from, int to) {
        body.append(part, from, to);
    }

    /** A parameter; one without a value is empty. */
    public void parameter(String name) {
        String key = name.toLowerCase(Locale.ROOT);
        String value = values.getOrDefault(key, "");
        if (language.lacks(value).isPresent()) {
            throw new IllegalArgumentException("a value that was to be refused: of " + name);
        }
        used.put(key, value);
        body.append(language.reference(ScriptLanguage.variable(key), value));
    }

    /** The whole script. */
    public String end() {
        return language.begun(body.toString(), used);
    }
}
