package io.opsbus.invocation.rpc.run;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.Scope;
import io.opsbus.invocation.fleet.Fleet;
import io.opsbus.invocation.fleet.Fleet.Tag;
import io.opsbus.invocation.rpc.InvocationErrors;
import io.opsbus.invocation.rpc.Shared;
import io.opsbus.invocation.rpc.Shared.SentTag;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.reply.RpcError;
import java.util.List;
import java.util.Optional;

/**
 * Whom a command is for: the instances that are named, or those that have tags (API facts 2.1, {@code ResourceTag}). Who asks by tag asks
 * for those that can take a command now: running ones. They are chosen when the invocation begins, also for one that repeats.
 */
final class Targets {
    private static final Parameter<List<SentTag>> TAGS = Shared.tags("ResourceTag", 20);

    private final Fleet fleet;
    private final int most;
    private final Parameter<Optional<List<InstanceId>>> instances;

    /** @param most instances of an invocation */
    Targets(Fleet fleet, int most) {
        this.fleet = fleet;
        this.most = most;
        this.instances = Shared.instances(most).optional();
    }

    List<Parameter<?>> all() {
        return List.of(instances, TAGS);
    }

    /** What came of it. */
    sealed interface Chosen {
        /** Nobody, for this reason. */
        record Refused(RpcError error) implements Chosen {}

        /** These; never none. */
        record Those(List<InstanceId> instances) implements Chosen {}
    }

    Chosen of(Call call, Scope scope) {
        List<InstanceId> named = call.get(instances).orElse(List.of());
        List<SentTag> tags = call.get(TAGS);
        if (!named.isEmpty() && !tags.isEmpty()) {
            return new Chosen.Refused(InvocationErrors.NAMED_TWICE);
        }
        if (tags.isEmpty()) {
            return named.isEmpty() ? new Chosen.Refused(InvocationErrors.NOBODY_NAMED) : new Chosen.Those(named);
        }
        List<InstanceId> found = fleet.tagged(
                scope, tags.stream().map(tag -> new Tag(tag.key(), tag.value())).toList(), most + 1);
        if (found.isEmpty()) {
            return new Chosen.Refused(InvocationErrors.NOBODY_HAS_THE_TAGS);
        }
        return found.size() > most
                ? new Chosen.Refused(InvocationErrors.tooManyInstances(most))
                : new Chosen.Those(found);
    }
}
