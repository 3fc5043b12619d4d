package io.opsbus.event.rpc.ecs;

import io.opsbus.event.query.Paging;
import io.opsbus.rpc.page.PageParameters;
import io.opsbus.rpc.page.PageRequest;
import io.opsbus.rpc.reply.Answer;
import io.opsbus.rpc.reply.RpcError;
import io.opsbus.rpc.reply.Tree;
import java.util.List;
import java.util.Optional;

/** Paging between the wire's words and the domain's. */
public final class Pages {
    /** A token of this API, but of no list of events. */
    static final RpcError UNKNOWN_TOKEN = RpcError.invalidParameter("NextToken", "is not a token this API returned");

    private Pages() {}

    /** What the store is asked for; empty when the token is none of ours. */
    static Optional<Paging> of(PageRequest asked) {
        return switch (asked) {
            case PageRequest.ByNumber(int number, int size) -> Optional.of(new Paging.ByNumber(number, size));
            case PageRequest.ByToken(Optional<String> after, int size) ->
                after.isEmpty()
                        ? Optional.of(new Paging.After(null, size))
                        : Paging.Cursor.parse(after.get()).map(cursor -> new Paging.After(cursor, size));
        };
    }

    /** One page of a list that is whole here. */
    public static <T> List<T> cut(List<T> all, PageRequest.ByNumber asked) {
        return all.stream().skip(asked.offset()).limit(asked.size()).toList();
    }

    /** {@code "plural":{"one":[…]}} with where the page stands. */
    public static Answer reply(
            PageRequest.ByNumber asked, long total, String plural, String one, List<Tree.Fields> items) {
        Tree.Builder reply = Tree.build();
        PageParameters.tell(reply, asked, total, Optional.empty());
        return new Answer.Reply(reply.put(plural, one, items).end());
    }
}
