package io.opsbus.invocation.passing;

import io.opsbus.invocation.passing.powershell.PowerShellText;
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

    private static final Pattern SHELL_NAME = Pattern.compile("r?bash(-[0-9.]+)?|sh|dash|ash|m?ksh|ksh93|zsh");
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    /** These must come before everything else in a PowerShell script. */
    private static final Pattern FIRST_IN_POWER_SHELL = Pattern.compile(
            "(?i)(param\\s*+\\(|using\\s++(namespace|module|assembly|type)\\s|(begin|process|end|dynamicparam|clean)\\s*+\\{)");

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
                yield !first.startsWith("#!") || isShell(first.substring(2)) ? SHELL : OTHER;
            }
            case "RunPowerShellScript" ->
                FIRST_IN_POWER_SHELL
                                .matcher(script)
                                .region(beginning(script), script.length())
                                .lookingAt()
                        ? OTHER
                        : POWER_SHELL;
            default -> OTHER;
        };
    }

    /** {@code /bin/sh -e}, {@code /usr/bin/env -S bash -e}, {@code /bin/busybox sh}. */
    private static boolean isShell(String line) {
        for (String word : BLANKS.split(line.strip(), -1)) {
            String name = word.substring(word.lastIndexOf('/') + 1);
            if (!name.equals("env") && !name.equals("-S") && !name.equals("busybox")) {
                return SHELL_NAME.matcher(name).matches();
            }
        }
        return false;
    }

    /** Behind blanks, comments and attributes, which may come before what must be first. */
    private static int beginning(String script) {
        int at = script.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length() : 0;
        while (at < script.length()) {
            int behind = at;
            if (Character.isWhitespace(script.charAt(at))) {
                behind = at + 1;
            } else if (script.startsWith("<#", at)) {
                behind = behind(script, "#>", at);
            } else if (script.charAt(at) == '#') {
                behind = behind(script, "\n", at);
            } else if (script.charAt(at) == '[') {
                behind = behind(script, "]", at);
            }
            if (behind == at) {
                return at;
            }
            at = behind;
        }
        return at;
    }

    private static int behind(String script, String end, int from) {
        int found = script.indexOf(end, from);
        return found < 0 ? script.length() : found + end.length();
    }

    /**
     * The parameters that a script has read again.
     *
     * @param script of this language
     */
    public ReadAgain readAgain(byte[] script) {
        return switch (this) {
            case SHELL -> ReadAgain.byShell(script);
            case POWER_SHELL -> PowerShellText.of(script);
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
