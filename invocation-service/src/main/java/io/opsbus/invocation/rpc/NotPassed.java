package io.opsbus.invocation.rpc;

import io.opsbus.invocation.passing.rereading.ReadAgain;
import io.opsbus.rpc.reply.RpcError;

/** Why a value cannot be passed, and what its command's author can do. */
final class NotPassed {
    private NotPassed() {}

    static RpcError of(ReadAgain.Need need) {
        String why = switch (need) {
            case HARMLESS ->
                "There the script, or a program it runs, reads the value again as a part of a script: it may have"
                        + " letters, digits and _.:/@- only, and not begin with -. Let the author give it as a word of its"
                        + " own (sh -c '… \"$1\"' _ {{name}}, awk -v).";
            case NUMBER ->
                "There the script calculates with the value, or takes it for a subscript or the number of a line: it"
                        + " must be a whole number."
                        + " Let the author take what a command says of it by itself (n=$(…); [ \"$n\" -gt 0 ]), and a key"
                        + " as k={{name}}; ${map[$k]}.";
            case NO_OPTION ->
                "There a program would take the value for an option, and has some that run commands: it may not begin"
                        + " with - or +. Let the author write -- before it, and quote it.";
            case NO_NUL -> "No variable can have U+0000 in it.";
            case HARMLESS_IN_ITS_PLACE ->
                "Scripts of this language have no variables to pass it by: it may have letters, digits and _.:/@-"
                        + " only. Let the author write it for sh, bash or PowerShell without a beginning such as param(,"
                        + " or give the value to a script of that language as a word: python3 - \"{{name}}\" <<'EOF'.";
            case VARIABLES_THERE ->
                "There a script reads it between single quotes, of a here document or in a block, behind sudo, env -i,"
                        + " ssh, docker, Invoke-Command or the like, where its variable is not: it would be empty, whatever it is. Let the"
                        + " author give it as a word of that script: sudo sh -c '… \"$1\"' _ \"{{name}}\"; through ssh,"
                        + " between double quotes; in PowerShell to the block: Invoke-Command … { param($v) … }"
                        + " -ArgumentList \"{{name}}\".";
            case READABLE_SCRIPT ->
                "The script is too long, or too deeply nested, to be read for the places where values stand. Let the"
                        + " author make it shorter, or take what is repeated or nested out of it.";
        };
        return new RpcError(
                InvocationErrors.VALUE_NOT_ALLOWED.status(),
                InvocationErrors.VALUE_NOT_ALLOWED.code(),
                "The value cannot be passed safely where the script has the parameter. " + why);
    }
}
