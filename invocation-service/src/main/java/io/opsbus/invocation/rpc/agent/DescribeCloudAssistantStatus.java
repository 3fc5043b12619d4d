package io.opsbus.invocation.rpc.agent;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.Scope;
import io.opsbus.invocation.fleet.AgentPresence;
import io.opsbus.invocation.fleet.KnownInstance;
import io.opsbus.invocation.query.Invocations.Usage;
import io.opsbus.invocation.query.Page;
import io.opsbus.invocation.query.Paging;
import io.opsbus.invocation.rpc.Desk;
import io.opsbus.invocation.rpc.InvocationErrors;
import io.opsbus.invocation.rpc.Replies;
import io.opsbus.invocation.rpc.Shared;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.declare.Take;
import io.opsbus.rpc.reply.Answer;
import io.opsbus.rpc.reply.Tree;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Tells on which instances an agent runs (guide 2.2, 2.4). */
public final class DescribeCloudAssistantStatus implements Action {
    private static final int MOST = 50;
    private static final Parameter<Optional<List<InstanceId>>> INSTANCES =
            Shared.instances(MOST).optional();
    private static final Parameter<Optional<String>> OS_TYPE =
            Take.word("OSType", "Windows", "Linux", "FreeBSD").optional();

    private final Shared shared;
    private final Desk desk;
    private final Declaration declaration;

    public DescribeCloudAssistantStatus(Shared shared, Desk desk) {
        this.shared = shared;
        this.desk = desk;
        this.declaration = Declaration.reading(
                        Shared.VERSION, "DescribeCloudAssistantStatus", "Tells on which instances an agent runs.")
                .takes(shared.region, INSTANCES, OS_TYPE)
                .takes(Shared.PAGES.all())
                .fails(InvocationErrors.NO_SUCH_INSTANCE, InvocationErrors.tooManyInstances(MOST))
                .end();
    }

    @Override
    public Declaration declaration() {
        return declaration;
    }

    @Override
    public Answer answer(Call call) {
        Scope scope = shared.scope(call);
        Optional<List<InstanceId>> named = call.get(INSTANCES);
        if (named.isEmpty()) {
            return Replies.page(
                    Shared.PAGES.of(call),
                    paging -> desk.reads().fleet().list(scope, call.get(OS_TYPE), paging),
                    (reply, page, place) -> {
                        put(reply, call, scope, page.items());
                        place.accept(reply);
                    });
        }
        List<InstanceId> ids = List.copyOf(new LinkedHashSet<>(named.get()));
        List<KnownInstance> told = desk.reads().fleet().find(scope, ids);
        List<KnownInstance> found =
                told.size() == ids.size() ? told : desk.reads().current().find(scope, ids);
        if (found.size() < ids.size()) {
            return new Answer.Refused(Shared.noSuchInstance(ids, found));
        }
        List<KnownInstance> chosen = found.stream()
                .filter(one -> call.get(OS_TYPE)
                        .map(os -> os.equalsIgnoreCase(one.osType()))
                        .orElse(true))
                .toList();
        return Replies.page(Shared.PAGES.of(call), paging -> part(chosen, paging), (reply, page, place) -> {
            put(reply, call, scope, page.items());
            place.accept(reply);
        });
    }

    /** Those that were named are all told at once, whatever part is asked for; nothing follows. */
    private static Page<KnownInstance> part(List<KnownInstance> all, Paging paging) {
        boolean isFirst = switch (paging) {
            case Paging.ByNumber page -> page.offset() == 0;
            case Paging.ByToken token -> token.after() == Paging.ByToken.START;
        };
        return new Page<>(isFirst ? all : List.of(), all.size(), OptionalLong.empty());
    }

    private void put(Tree.Builder reply, Call call, Scope scope, List<KnownInstance> instances) {
        List<InstanceId> ids = instances.stream().map(KnownInstance::id).toList();
        Map<InstanceId, AgentPresence> agents = desk.reads().agents().presence(ids);
        Map<InstanceId, Usage> usage = desk.reads().invocations().usage(scope, ids);
        reply.put(
                "InstanceCloudAssistantStatusSet",
                "InstanceCloudAssistantStatus",
                instances.stream()
                        .map(one -> status(call, one, agents.get(one.id()), usage.get(one.id())))
                        .toList());
    }

    private Tree.Fields status(
            Call call, KnownInstance instance, @Nullable AgentPresence agent, @Nullable Usage usage) {
        boolean isAlive =
                agent != null && agent.sight().isAlive(call.now(), desk.waits().silence());
        return Tree.build()
                .put("InstanceId", instance.id().text())
                // a text, as the original has it
                .put("CloudAssistantStatus", Boolean.toString(isAlive))
                .put("CloudAssistantVersion", agent == null ? "" : agent.version())
                .put("LastHeartbeatTime", Replies.time(agent == null ? null : agent.heard()))
                .put("LastInvokedTime", Replies.time(usage == null ? null : usage.last()))
                .put("InvocationCount", usage == null ? 0 : usage.invocations())
                .put("ActiveTaskCount", usage == null ? 0 : usage.active())
                .put("OSType", osType(instance.osType()))
                .put("SupportSessionManager", false)
                .end();
    }

    private static String osType(String osType) {
        return switch (osType.toLowerCase(Locale.ROOT)) {
            case "windows" -> "Windows";
            case "freebsd" -> "FreeBSD";
            default -> "Linux";
        };
    }
}
