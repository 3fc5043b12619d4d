package io.opsbus.command.program;

/** Why content cannot be a command's; what a caller hears for each is decided in {@code rpc.CommandErrors}. */
public sealed interface ScriptFault {
    /** There is none. */
    record Empty() implements ScriptFault {}

    /** It is not Base64 and should be. */
    record NotBase64() implements ScriptFault {}

    /** It is longer than this many bytes in Base64. */
    record TooLong(int most) implements ScriptFault {}

    /** {@code {{}}}, with nothing between the braces. */
    record EmptyParameterName() implements ScriptFault {}

    /** Not of letters, digits, {@code _} and {@code -}, or a built-in that there is not. */
    record BadParameterName(String name) implements ScriptFault {}

    /** The name is longer than this many bytes. */
    record ParameterNameTooLong(int most) implements ScriptFault {}

    /** There are more custom parameters than this. */
    record TooManyParameters(int most) implements ScriptFault {}
}
