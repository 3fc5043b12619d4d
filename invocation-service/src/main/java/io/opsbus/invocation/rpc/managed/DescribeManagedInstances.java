package io.opsbus.invocation.rpc.managed;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.Scope;
import io.opsbus.invocation.fleet.AgentPresence;
import io.opsbus.invocation.fleet.ManagedInstance;
import io.opsbus.invocation.query.Invocations.Usage;
import io.opsbus.invocation.query.ManagedFilter;
import io.opsbus.invocation.query.ManagedFilter.Criterion;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lists managed instances, newest first. */
public final class DescribeManagedInstances implements Action {
    private static final int MOST = 50;
    private static final Parameter<Optional<List<String>>> INSTANCES =
            Take.texts("InstanceId", MOST).names("instance").optional();
    private static final Parameter<Optional<String>> ACTIVATION =
            Take.text("ActivationId").names("activation").optional();
    private static final Parameter<Optional<String>> NAME =
            Take.text("InstanceName").optional();
    private static final Parameter<Optional<String>> IP =
            Take.text("InstanceIp").optional();
    private static final Parameter<Optional<String>> MACHINE =
            Take.text("MachineId").optional();
    private static final Parameter<Optional<String>> OS_TYPE =
            Take.text("OsType").optional();
    private static final Parameter<Optional<Boolean>> CONNECTED =
            Take.flag("Connected").optional();
    private static final Parameter<List<SentTag>> TAGS = Shared.tags();
    private static final Parameter<Optional<String>> RESOURCE_GROUP = Shared.resourceGroup();

    private final Shared shared;
    private final Desk desk;
    private final Declaration declaration;

    public DescribeManagedInstances(Shared shared, Desk desk) {
        this.shared = shared;
        this.desk = desk;
        this.declaration = Declaration.reading(Shared.VERSION, "DescribeManagedInstances", "Lists managed instances.")
                .takes(shared.region, INSTANCES, ACTIVATION, NAME, IP, MACHINE, OS_TYPE, CONNECTED, TAGS)
                .takes(RESOURCE_GROUP)
                .takes(Shared.PAGES_OF_MANAGED.all())
                .end();
    }

    @Override
    public Declaration declaration() {
        return declaration;
    }

    @Override
    public Answer answer(Call call) {
        Scope scope = shared.scope(call);
        Instant since = call.now().minus(desk.waits().silence());
        ManagedFilter filter = filter(call, since);
        return Replies.page(
                Shared.PAGES_OF_MANAGED.of(call),
                paging -> desk.reads().managed().instances(scope, filter, paging),
                (reply, page, place) -> {
                    List<InstanceId> ids =
                            page.items().stream().map(ManagedInstance::id).toList();
                    Map<InstanceId, AgentPresence> agents =
                            desk.reads().agents().presence(ids);
                    Map<InstanceId, Usage> usage = desk.reads().invocations().usage(scope, ids);
                    List<Tree> items = page.items().stream()
                            .<Tree>map(one -> ManagedReply.instance(one, agents.get(one.id()), usage.get(one.id()))
                                    .put("Connected", isConnected(one, agents.get(one.id()), since))
                                    .end())
                            .toList();
                    reply.put("Instances", new Tree.Bare(items));
                    place.accept(reply);
                });
    }

    /** One that awaits approval cannot be reached, whatever its agent does. */
    private static boolean isConnected(ManagedInstance instance, @Nullable AgentPresence agent, Instant since) {
        return instance.isApproved() && agent != null && agent.isConnected(since);
    }

    private static ManagedFilter filter(Call call, Instant since) {
        List<Criterion> criteria = new ArrayList<>();
        call.get(INSTANCES)
                .ifPresent(texts -> criteria.add(new ManagedFilter.OneOf(texts.stream()
                        .flatMap(text -> InstanceId.parse(text).stream())
                        .toList())));
        call.get(ACTIVATION).ifPresent(id -> criteria.add(new ManagedFilter.OfActivation(id)));
        call.get(NAME).ifPresent(name -> criteria.add(new ManagedFilter.Named(name)));
        call.get(IP).ifPresent(ip -> criteria.add(new ManagedFilter.AtAddress(ip)));
        call.get(MACHINE).ifPresent(id -> criteria.add(new ManagedFilter.OfMachine(id)));
        call.get(OS_TYPE).ifPresent(os -> criteria.add(new ManagedFilter.WithSystem(os)));
        call.get(CONNECTED).ifPresent(yes -> criteria.add(new ManagedFilter.Connected(yes, since)));
        call.get(RESOURCE_GROUP).ifPresent(group -> criteria.add(new ManagedFilter.InResourceGroup(group)));
        call.get(TAGS).forEach(tag -> criteria.add(new ManagedFilter.Tagged(tag.key(), tag.value())));
        return new ManagedFilter(criteria);
    }
}
