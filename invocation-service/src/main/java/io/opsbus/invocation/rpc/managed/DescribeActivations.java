package io.opsbus.invocation.rpc.managed;

import io.opsbus.invocation.fleet.Fleet.Tag;
import io.opsbus.invocation.query.ActivationFilter;
import io.opsbus.invocation.rpc.Desk;
import io.opsbus.invocation.rpc.Replies;
import io.opsbus.invocation.rpc.Shared;
import io.opsbus.invocation.rpc.Shared.SentTag;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.declare.Take;
import io.opsbus.rpc.reply.Answer;
import io.opsbus.rpc.reply.Tree;
import java.util.List;
import java.util.Optional;

/** Lists activations, newest first; their codes are told nowhere. */
public final class DescribeActivations implements Action {
    private static final Parameter<Optional<String>> ACTIVATION =
            Take.text("ActivationId").names("activation").optional();
    private static final Parameter<Optional<String>> NAME =
            Take.text("InstanceName").optional();
    private static final Parameter<List<SentTag>> TAGS = Shared.tags();
    private static final Parameter<Optional<String>> RESOURCE_GROUP = Shared.resourceGroup();

    private final Shared shared;
    private final Desk desk;
    private final Declaration declaration;

    public DescribeActivations(Shared shared, Desk desk) {
        this.shared = shared;
        this.desk = desk;
        this.declaration = Declaration.reading(Shared.VERSION, "DescribeActivations", "Lists activations.")
                .takes(shared.region, ACTIVATION, NAME, TAGS, RESOURCE_GROUP)
                .takes(Shared.PAGES_OF_MANAGED.all())
                .end();
    }

    @Override
    public Declaration declaration() {
        return declaration;
    }

    @Override
    public Answer answer(Call call) {
        var filter = new ActivationFilter(
                call.get(ACTIVATION),
                call.get(NAME),
                call.get(RESOURCE_GROUP),
                call.get(TAGS).stream()
                        .map(tag -> new Tag(tag.key(), tag.value()))
                        .toList());
        return Replies.page(
                Shared.PAGES_OF_MANAGED.of(call),
                paging -> desk.reads().managed().activations(shared.scope(call), filter, paging),
                (reply, page, place) -> {
                    List<Tree> items = page.items().stream()
                            .<Tree>map(ManagedReply::activation)
                            .toList();
                    reply.put("ActivationList", new Tree.Bare(items));
                    place.accept(reply);
                });
    }
}
