package io.opsbus.command.program;

import io.opsbus.parameters.NameFault;

/** Why content cannot be a command's; what a caller hears for each is decided in {@code rpc.CommandErrors}. */
public sealed interface ScriptFault {
    /** There is none. */
    record Empty() implements ScriptFault {}

    /** It is not Base64 and should be. */
    record NotBase64() implements ScriptFault {}

    /** It is longer than this many bytes in Base64. */
    record TooLong(int most) implements ScriptFault {}

    /** Something between braces is no parameter. */
    record BadParameter(NameFault fault) implements ScriptFault {}
}
