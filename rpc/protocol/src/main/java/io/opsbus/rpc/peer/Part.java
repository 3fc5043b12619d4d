package io.opsbus.rpc.peer;

import io.opsbus.rpc.reply.Tree;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** An answer's body, or one thing of a list in it. What is not there, or is something else, is empty, false or 0. */
public record Part(Tree.Fields fields) {
    /** A text. */
    public String text(String name) {
        return fields.values().get(name) instanceof Tree.Text(String value) ? value : "";
    }

    /** A whole number. */
    public long number(String name) {
        return fields.values().get(name) instanceof Tree.Whole(long value) ? value : 0;
    }

    /** True or false. */
    public boolean flag(String name) {
        return fields.values().get(name) instanceof Tree.Flag(boolean value) && value;
    }

    /** The things of {@code "name":{"element":[{…}]}}, in which ECS wraps its lists. */
    public List<Part> list(String name, String element) {
        return items(name, element).orElse(List.of()).stream().flatMap(Part::of).toList();
    }

    /** Whether it has that list, be it empty: for who must not take an answer that says nothing for one that says "none". */
    public boolean has(String name, String element) {
        return items(name, element).isPresent();
    }

    private Optional<List<Tree>> items(String name, String element) {
        return fields.values().get(name) instanceof Tree.Fields wrapped
                        && wrapped.values().get(element) instanceof Tree.Bare(List<Tree> items)
                ? Optional.of(items)
                : Optional.empty();
    }

    private static Stream<Part> of(Tree tree) {
        return tree instanceof Tree.Fields one ? Stream.of(new Part(one)) : Stream.empty();
    }
}
