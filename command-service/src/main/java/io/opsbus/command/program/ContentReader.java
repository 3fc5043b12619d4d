package io.opsbus.command.program;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads the content of a new command: what is in it, and whether it may be (guide 2.3.1, API facts 2.1 CreateCommand).
 */
public final class ContentReader {
    /** Most custom parameters of a command. */
    public static final int MOST_PARAMETERS = 20;

    /** Longest name of one, in bytes. */
    public static final int LONGEST_NAME = 64;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+");
    /** Values an operator keeps in OOS; they are looked up when the command runs. */
    private static final Pattern REFERENCE = Pattern.compile("oos(-secret)?:[A-Za-z0-9_./-]+");

    private static final String BUILT_IN = "ACS::";
    private static final Set<String> BUILT_INS =
            Set.of("RegionId", "AccountId", "InstanceId", "InstanceName", "InvokeId", "CommandId");

    private ContentReader() {}

    /** What came of reading content. */
    public sealed interface Reading {}

    /** It can be a command's. */
    public record Usable(Script script, Parameters parameters) implements Reading {}

    /** It cannot. */
    public record Unusable(ScriptFault fault) implements Reading {}

    /**
     * Reads content.
     *
     * @param mostBytes longest content, in bytes of its Base64 form
     * @param withParameters whether {@code {{name}}} means a parameter
     */
    public static Reading read(String content, Encoding encoding, int mostBytes, boolean withParameters) {
        Optional<Script> decoded = Script.decode(content, encoding);
        if (decoded.isEmpty()) {
            return new Unusable(new ScriptFault.NotBase64());
        }
        Script script = decoded.get();
        if (script.isEmpty()) {
            return new Unusable(new ScriptFault.Empty());
        }
        if (script.encodedLength() > mostBytes) {
            return new Unusable(new ScriptFault.TooLong(mostBytes));
        }
        return withParameters ? parameters(script) : new Usable(script, Parameters.OFF);
    }

    /** The same script as that of an existing command, with its parameters switched on or off. */
    public static Reading read(Script script, boolean withParameters) {
        return withParameters ? parameters(script) : new Usable(script, Parameters.OFF);
    }

    /** Names are compared without regard to case, as substitution does. */
    private static Reading parameters(Script script) {
        String text = script.content(Encoding.PLAIN_TEXT);
        Map<String, String> names = new LinkedHashMap<>();
        int open = text.indexOf("{{");
        int close = text.indexOf("}}", open + 2);
        while (open >= 0 && close >= 0) {
            // blanks and line ends around a name do not count
            String name = text.substring(open + 2, close).strip();
            if (name.isEmpty()) {
                return new Unusable(new ScriptFault.EmptyParameterName());
            }
            if (!isBuiltIn(name) && !REFERENCE.matcher(name).matches()) {
                Optional<ScriptFault> fault = fault(name);
                if (fault.isPresent()) {
                    return new Unusable(fault.get());
                }
                names.putIfAbsent(name.toLowerCase(Locale.ROOT), name);
            }
            open = text.indexOf("{{", close + 2);
            close = text.indexOf("}}", open + 2);
        }
        return names.size() > MOST_PARAMETERS
                ? new Unusable(new ScriptFault.TooManyParameters(MOST_PARAMETERS))
                : new Usable(script, new Parameters(true, List.copyOf(names.values())));
    }

    private static boolean isBuiltIn(String name) {
        return name.startsWith(BUILT_IN) && BUILT_INS.contains(name.substring(BUILT_IN.length()));
    }

    private static Optional<ScriptFault> fault(String name) {
        if (name.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
            return Optional.of(new ScriptFault.ParameterNameTooLong(LONGEST_NAME));
        }
        return NAME.matcher(name).matches() ? Optional.empty() : Optional.of(new ScriptFault.BadParameterName(name));
    }
}
