package io.opsbus.instance.rpc;

import io.opsbus.instance.page.Page;
import io.opsbus.instance.page.PageToken;
import io.opsbus.instance.page.Paging;
import io.opsbus.rpc.page.PageParameters;
import io.opsbus.rpc.page.PageRequest;
import io.opsbus.rpc.reply.Answer;
import io.opsbus.rpc.reply.Tree;
import java.util.List;
import java.util.function.Function;

/** Paging between the wire's words and the domain's. */
public final class Pages {
    private Pages() {}

    /** What the store is asked for. */
    public static Paging of(PageRequest asked) {
        return switch (asked) {
            case PageRequest.ByNumber(int number, int size) -> new Paging.ByNumber(number, size);
            case PageRequest.ByToken(var after, int size) -> new Paging.ByToken(after.map(PageToken::new), size);
        };
    }

    /**
     * The reply: {@code "Instances":{"Instance":[…]}} and where it stands.
     *
     * @param plural field of the list, such as {@code Instances}
     * @param one field of each entry, such as {@code Instance}
     */
    public static <T> Answer reply(
            PageRequest asked, Page<T> page, String plural, String one, Function<T, Tree.Fields> tree) {
        List<Tree.Fields> items = page.items().stream().map(tree).toList();
        Tree.Builder reply = Tree.build();
        PageParameters.tell(reply, asked, page.total(), page.next().map(PageToken::after));
        return new Answer.Reply(reply.put(plural, one, items).end());
    }
}
