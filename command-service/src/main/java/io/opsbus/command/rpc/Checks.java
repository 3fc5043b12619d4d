package io.opsbus.command.rpc;

import io.opsbus.rpc.parameter.Got;
import io.opsbus.rpc.parameter.ParameterError;
import io.opsbus.rpc.parameter.ParameterError.Reason;
import io.opsbus.rpc.reply.RpcError;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.IntPredicate;

/** What texts of commands must be, each "no" with the code the contract has for it. */
final class Checks {
    private Checks() {}

    /** At most {@code most} characters, none of them a control character. */
    static BiFunction<String, String, Got<String>> line(int most, RpcError tooLong, RpcError notAllowed) {
        return checked(most, tooLong, notAllowed, Character::isISOControl);
    }

    /** The same with line ends and tabs allowed. */
    static BiFunction<String, String, Got<String>> lines(int most, RpcError tooLong, RpcError notAllowed) {
        return checked(
                most,
                tooLong,
                notAllowed,
                character -> Character.isISOControl(character) && "\r\n\t".indexOf(character) < 0);
    }

    private static BiFunction<String, String, Got<String>> checked(
            int most, RpcError tooLong, RpcError notAllowed, IntPredicate isForbidden) {
        return (name, text) -> {
            if (text.codePointCount(0, text.length()) > most) {
                return refused(name, tooLong);
            }
            return text.codePoints().anyMatch(isForbidden) ? refused(name, notAllowed) : new Got.Given<>(text);
        };
    }

    /** A launcher: at most 1 KB, one line. */
    static Got<String> launcher(String name, String text) {
        if (text.getBytes(StandardCharsets.UTF_8).length > 1024) {
            return refused(name, CommandErrors.LAUNCHER_TOO_LONG);
        }
        return text.codePoints().anyMatch(Character::isISOControl)
                ? refused(name, CommandErrors.BAD_LAUNCHER)
                : new Got.Given<>(text);
    }

    static Got<String> tagKey(String name, String text) {
        boolean isReserved = text.startsWith("acs:") || text.startsWith("aliyun");
        return isReserved || !isTagText(text, 64) ? refused(name, CommandErrors.BAD_TAG_KEY) : new Got.Given<>(text);
    }

    static Got<String> tagValue(String name, String text) {
        return isTagText(text, 128) ? new Got.Given<>(text) : refused(name, CommandErrors.BAD_TAG_VALUE);
    }

    private static boolean isTagText(String text, int most) {
        String lower = text.toLowerCase(Locale.ROOT);
        return text.codePointCount(0, text.length()) <= most
                && !lower.contains("http://")
                && !lower.contains("https://")
                && text.codePoints().noneMatch(Character::isISOControl);
    }

    /** A value that is refused with exactly this error. */
    static <T> Got<T> refused(String name, RpcError error) {
        return new Got.Wrong<>(new ParameterError(name, Reason.MALFORMED, "is not valid", error));
    }
}
