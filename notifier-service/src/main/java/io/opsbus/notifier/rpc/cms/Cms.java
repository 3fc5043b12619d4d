package io.opsbus.notifier.rpc.cms;

import io.opsbus.notifier.shelf.Key;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.declare.Take;
import io.opsbus.rpc.parameter.Got;
import io.opsbus.rpc.parameter.ParameterError.Reason;
import io.opsbus.rpc.reply.Answer;
import io.opsbus.rpc.reply.RpcError;
import io.opsbus.rpc.reply.Tree;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What all Actions of CloudMonitor have in common: the version, names, pages, and the envelope of answers. */
public final class Cms {
    /** The product's version on the wire. */
    public static final String VERSION = "2019-01-01";

    private static final String OK = "200";

    /** From here on a number is milliseconds: as seconds it would be the year 5138. */
    private static final long MILLIS_FROM = 100_000_000_000L;

    private Cms() {}

    /** An Action that changes nothing; clients send {@code RegionId} along, and it has no effect. */
    public static Declaration.Builder reading(String action, String meaning) {
        return Declaration.reading(VERSION, action, meaning).ignores("RegionId");
    }

    /** An Action that changes something. */
    public static Declaration.Builder writing(String action, String meaning) {
        return Declaration.writing(VERSION, action, meaning).ignores("RegionId");
    }

    /** A name somebody gives to a thing of theirs. */
    public static Take<String> name(String parameter) {
        return Take.text(parameter).only("1 to " + Key.MAX + " characters without control characters", Key::isName);
    }

    /** Names of things that are there. */
    public static Take<List<String>> names(String parameter, int limit, String resource) {
        return Take.texts(parameter, limit)
                .only(
                        "names of 1 to " + Key.MAX + " characters",
                        names -> names.stream().allMatch(Key::isName))
                .names(resource);
    }

    /** A time as these Actions take it. */
    public static Take<Instant> time(String parameter) {
        return Take.text(parameter).as("seconds or milliseconds since 1970", Cms::instant);
    }

    private static Got<Instant> instant(String name, String text) {
        if (text.isEmpty() || text.length() > 15 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Got.wrong(name, Reason.MALFORMED, "must be seconds or milliseconds since 1970");
        }
        var number = Long.parseLong(text);
        return new Got.Given<>(number < MILLIS_FROM ? Instant.ofEpochSecond(number) : Instant.ofEpochMilli(number));
    }

    /** The page's number. */
    public static Parameter<Integer> pageNumber() {
        return Take.whole("PageNumber", 1, 100_000_000).or(1);
    }

    /** How much a page holds. */
    public static Parameter<Integer> pageSize(int usual, int most) {
        return Take.whole("PageSize", 1, most).or(usual);
    }

    /** The envelope of an answer, with room for more. */
    public static Tree.Builder ok() {
        return okUntold().put("Success", true);
    }

    /** The envelope of an answer that has no {@code Success}. */
    public static Tree.Builder okUntold() {
        return Tree.build().put("Code", OK).put("Message", "success");
    }

    /** The envelope of an answer whose {@code Code} is a number. */
    public static Tree.Builder okInNumbers() {
        return Tree.build().put("Code", 200).put("Message", "success").put("Success", true);
    }

    /** The envelope of an answer whose {@code Success} is a text. */
    public static Tree.Builder okInTexts() {
        return okUntold().put("Success", "true");
    }

    /** Done, or why not. */
    public static Answer done(Optional<RpcError> no) {
        return no.<Answer>map(Answer.Refused::new).orElseGet(() -> new Answer.Reply(ok().end()));
    }
}
