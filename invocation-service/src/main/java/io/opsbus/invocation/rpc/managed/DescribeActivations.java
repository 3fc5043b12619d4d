package io.opsbus.invocation.rpc.managed;

import io.opsbus.invocation.rpc.Desk;
import io.opsbus.invocation.rpc.Replies;
import io.opsbus.invocation.rpc.Shared;
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

    private final Shared shared;
    private final Desk desk;
    private final Declaration declaration;

    public DescribeActivations(Shared shared, Desk desk) {
        this.shared = shared;
        this.desk = desk;
        this.declaration = Declaration.reading(Shared.VERSION, "DescribeActivations", "Lists activations.")
                .takes(shared.region, ACTIVATION, NAME)
                .takes(Shared.PAGES.all())
                .ignores("Tag", "ResourceGroupId")
                .end();
    }

    @Override
    public Declaration declaration() {
        return declaration;
    }

    @Override
    public Answer answer(Call call) {
        return Replies.page(
                Shared.PAGES.of(call),
                paging -> desk.reads()
                        .managed()
                        .activations(shared.scope(call), call.get(ACTIVATION), call.get(NAME), paging),
                (reply, page, place) -> {
                    List<Tree> items = page.items().stream()
                            .<Tree>map(ManagedReply::activation)
                            .toList();
                    reply.put("ActivationList", new Tree.Bare(items));
                    place.accept(reply);
                });
    }
}
