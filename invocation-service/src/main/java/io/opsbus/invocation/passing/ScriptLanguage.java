package io.opsbus.invocation.passing;

import io.opsbus.invocation.passing.rereading.ReadAgain;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Pattern;

/**
 * What reads a script, and how a value is given to it as an environment variable. Scripts and values are bytes, each of them one
 * character.
 */
public enum ScriptLanguage {
    /** sh and those that read its language. */
    SHELL {
        @Override
        String reference(String variable, String value) {
            return "${" + variable + "}";
        }

        @Override
        String assignment(String variable, String value) {
            // between single quotes nothing is special but the quote itself
            return variable + "='" + value.replace("'", "'\\''") + "'; export " + variable + "; ";
        }
    },
    POWER_SHELL {
        @Override
        String reference(String variable, String value) {
            return "${env:" + variable + "}";
        }

        @Override
        String assignment(String variable, String value) {
            // PowerShell takes five characters for a single quote, and reads files without a mark in the local code
            // page
            String base64 = Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.ISO_8859_1));
            return "$env:" + variable + " = [Text.Encoding]::UTF8.GetString([Convert]::FromBase64String('" + base64
                    + "')); ";
        }
    },
    /**
     * bat, which reads a variable's value as a part of its line, and languages that are not known here: the value stands in its
     * place, and may be of harmless characters only.
     */
    OTHER {
        @Override
        String reference(String variable, String value) {
            return value;
        }

        @Override
        String assignment(String variable, String value) {
            return "";
        }
    };

    private static final Pattern SHELL_LINE =
            Pattern.compile("#!\\s*(/\\S*/)?(env\\s+)?(/\\S*/)?(sh|bash|dash|ash|ksh|zsh)(\\s.*)?");
    /** These must come before everything else in a PowerShell script. */
    private static final Pattern FIRST_IN_POWER_SHELL = Pattern.compile("(?im)^\\s*(param\\s*\\(|using\\s)");

    /** As three characters, for every byte is one here. */
    private static final String BYTE_ORDER_MARK = "\u00EF\u00BB\u00BF";

    abstract String reference(String variable, String value);

    abstract String assignment(String variable, String value);

    /**
     * The language of a script.
     *
     * @param type the command's type, a word of the wire
     */
    public static ScriptLanguage of(String type, String script) {
        return switch (type) {
            case "RunShellScript" -> {
                String first = script.lines().findFirst().orElse("");
                yield !first.startsWith("#!") || SHELL_LINE.matcher(first).matches() ? SHELL : OTHER;
            }
            case "RunPowerShellScript" -> FIRST_IN_POWER_SHELL.matcher(script).find() ? OTHER : POWER_SHELL;
            default -> OTHER;
        };
    }

    /**
     * The parameters that a script has read again.
     *
     * @param script of this language
     */
    public ReadAgain readAgain(byte[] script) {
        return switch (this) {
            case SHELL -> ReadAgain.byShell(script);
            case POWER_SHELL -> ReadAgain.byPowerShell(script);
            case OTHER -> ReadAgain.NOTHING;
        };
    }

    /** What keeps a value from being passed safely, wherever it stands; empty when nothing does. */
    public Optional<ReadAgain.Need> lacks(String value) {
        if (value.indexOf('\0') >= 0) {
            return Optional.of(ReadAgain.Need.NO_NUL);
        }
        return this != OTHER || ReadAgain.isHarmless(value)
                ? Optional.empty()
                : Optional.of(ReadAgain.Need.HARMLESS_IN_ITS_PLACE);
    }

    /** The variable of a parameter; another one for each name. */
    static String variable(String name) {
        // one underscore more for each: "a-b" and "a_b" are two names
        String plain = name.toLowerCase(Locale.ROOT).replace("_", "__").replace("-", "_d");
        return plain.startsWith("acs::") ? "OB_ACS_" + plain.substring(5) : "OB_P_" + plain;
    }

    /** The script with the variables set before anything of it runs. */
    String begun(String script, SequencedMap<String, String> values) {
        if (values.isEmpty() || this == OTHER) {
            return script;
        }
        var preamble = new StringBuilder();
        for (Map.Entry<String, String> one : values.entrySet()) {
            preamble.append(assignment(variable(one.getKey()), one.getValue()));
        }
        int from = script.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length() : 0;
        if (script.startsWith("#!")) {
            int end = script.indexOf('\n');
            from = end < 0 ? script.length() : end + 1;
            preamble.insert(0, end < 0 ? "\n" : "");
        }
        return script.substring(0, from) + preamble + "\n" + script.substring(from);
    }
}
