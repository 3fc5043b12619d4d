package io.opsbus.rpc.token;

import io.opsbus.rpc.json.JsonReader;
import io.opsbus.rpc.reply.Json;
import io.opsbus.rpc.reply.Tree;
import java.util.List;
import java.util.Optional;

/** A reply's fields as text and back, so that a repeated request can hear it in either format. */
public final class KeptReply {
    /** Marks the list wrapping of ECS, which plain JSON does not tell from an object with one field. */
    private static final String WRAPPED = "\u0000";

    private KeptReply() {}

    public static String write(Tree.Fields fields) {
        return Json.write(marked(fields));
    }

    /** Empty when it is not a kept reply. */
    public static Optional<Tree.Fields> read(String text) {
        return JsonReader.read(text)
                .map(KeptReply::unmarked)
                .flatMap(tree -> tree instanceof Tree.Fields fields ? Optional.of(fields) : Optional.empty());
    }

    private static Tree marked(Tree tree) {
        return switch (tree) {
            case Tree.Fields fields -> each(fields, KeptReply::marked);
            case Tree.Wrapped(String element, List<Tree> items) ->
                Tree.fields()
                        .with(
                                WRAPPED + element,
                                new Tree.Bare(
                                        items.stream().map(KeptReply::marked).toList()));
            case Tree.Bare(List<Tree> items) ->
                new Tree.Bare(items.stream().map(KeptReply::marked).toList());
            case Tree.Text _, Tree.Whole _, Tree.Decimal _, Tree.Flag _ -> tree;
        };
    }

    private static Tree unmarked(Tree tree) {
        return switch (tree) {
            case Tree.Fields fields -> wrapped(fields).orElseGet(() -> each(fields, KeptReply::unmarked));
            case Tree.Bare(List<Tree> items) ->
                new Tree.Bare(items.stream().map(KeptReply::unmarked).toList());
            case Tree.Wrapped _, Tree.Text _, Tree.Whole _, Tree.Decimal _, Tree.Flag _ -> tree;
        };
    }

    private static Optional<Tree> wrapped(Tree.Fields fields) {
        if (fields.values().size() != 1) {
            return Optional.empty();
        }
        var only = fields.values().firstEntry();
        return only.getKey().startsWith(WRAPPED) && only.getValue() instanceof Tree.Bare(List<Tree> items)
                ? Optional.of(new Tree.Wrapped(
                        only.getKey().substring(WRAPPED.length()),
                        items.stream().map(KeptReply::unmarked).toList()))
                : Optional.empty();
    }

    private static Tree.Fields each(Tree.Fields fields, java.util.function.UnaryOperator<Tree> change) {
        Tree.Builder changed = Tree.build();
        fields.values().forEach((name, value) -> changed.put(name, change.apply(value)));
        return changed.end();
    }
}
