package io.opsbus.invocation.rpc;

import io.opsbus.invocation.query.Page;
import io.opsbus.invocation.query.Paging;
import io.opsbus.invocation.work.Labels;
import io.opsbus.rpc.page.PageParameters;
import io.opsbus.rpc.page.PageRequest;
import io.opsbus.rpc.parameter.Got;
import io.opsbus.rpc.parameter.ParameterError.Reason;
import io.opsbus.rpc.reply.Answer;
import io.opsbus.rpc.reply.Tree;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What several replies are made of. */
public final class Replies {
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

    private Replies() {}

    /** A time as replies have it, UTC; empty for none. */
    public static String time(@Nullable Instant time) {
        return time == null ? "" : SECONDS.format(time);
    }

    public static List<Tree.Fields> tags(Labels labels) {
        return labels.tags().entrySet().stream()
                .map(tag -> Tree.fields().with("TagKey", tag.getKey()).with("TagValue", tag.getValue()))
                .toList();
    }

    /** A part of a list: {@code ask} gets it, {@code tell} puts its items into the reply. */
    public static <T> Answer page(PageRequest asked, Function<Paging, Page<T>> ask, Telling<T> tell) {
        return switch (paging(asked)) {
            case Got.Given<Paging>(Paging paging) -> {
                Page<T> page = ask.apply(paging);
                Tree.Builder reply = Tree.build();
                tell.put(reply, page, builder -> PageParameters.tell(builder, asked, page.total(), last(page)));
                yield new Answer.Reply(reply.end());
            }
            case Got.Absent<Paging> _ -> throw new IllegalStateException("a page is always asked for");
            case Got.Wrong<Paging>(var error) -> new Answer.Refused(error.toRpcError());
        };
    }

    /** Puts a part of a list into a reply. */
    public interface Telling<T> {
        /**
         * Puts it.
         *
         * @param place puts in where the part stands; to be called once
         */
        void put(Tree.Builder reply, Page<T> page, Consumer<Tree.Builder> place);
    }

    private static <T> Optional<String> last(Page<T> page) {
        return page.last().isPresent() ? Optional.of(Long.toString(page.last().getAsLong())) : Optional.empty();
    }

    private static Got<Paging> paging(PageRequest asked) {
        return switch (asked) {
            case PageRequest.ByNumber(int number, int size) -> new Got.Given<>(new Paging.ByNumber(number, size));
            case PageRequest.ByToken(Optional<String> after, int size) -> {
                if (after.isEmpty()) {
                    yield new Got.Given<>(new Paging.ByToken(Paging.ByToken.START, size));
                }
                yield after.get().matches("\\d{1,18}")
                        ? new Got.Given<>(new Paging.ByToken(Long.parseLong(after.get()), size))
                        : Got.wrong("NextToken", Reason.MALFORMED, "is not a token this API returned");
            }
        };
    }
}
