package io.opsbus.command.program;

import io.opsbus.parameters.ParameterNames;
import java.util.Optional;

/**
 * Reads the content of a new command: what is in it, and whether it may be (guide 2.3.1, API facts 2.1 CreateCommand).
 */
public final class ContentReader {
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

    private static Reading parameters(Script script) {
        return switch (ParameterNames.read(script.bytes())) {
            case ParameterNames.Faulty(var fault) -> new Unusable(new ScriptFault.BadParameter(fault));
            case ParameterNames.Named(var names) -> new Usable(script, new Parameters(true, names));
        };
    }
}
