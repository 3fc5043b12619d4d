package io.opsbus.invocation.rpc.catalogue;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.Scope;
import io.opsbus.invocation.fleet.KnownInstance;
import io.opsbus.invocation.query.CurrentInstances;
import io.opsbus.invocation.query.StoreAway;
import io.opsbus.rpc.peer.Part;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Instances where they are kept: instance-service, asked for the account whose request is being answered. Managed ones are not there. */
public final class RemoteInstances implements CurrentInstances {
    /** Ids of one question, at most. */
    private static final int MOST = 100;

    private final Keeper keeper;

    RemoteInstances(Keeper keeper) {
        this.keeper = keeper;
    }

    @Override
    public List<KnownInstance> find(Scope scope, Collection<InstanceId> ids) {
        var asked = List.copyOf(new LinkedHashSet<>(ids));
        List<KnownInstance> found = new ArrayList<>();
        for (int from = 0; from < asked.size(); from += MOST) {
            found.addAll(ask(scope, asked.subList(from, Math.min(asked.size(), from + MOST))));
        }
        return found;
    }

    private List<KnownInstance> ask(Scope scope, List<InstanceId> ids) {
        String list = ids.stream().map(id -> '"' + id.text() + '"').collect(Collectors.joining(",", "[", "]"));
        var told = keeper.call(
                scope, "DescribeInstances", Map.of("InstanceIds", list, "PageSize", Integer.toString(MOST)));
        if (!told.isDone()) {
            // of ids that can be ids it refuses none: it does not know this region, or believes somebody else
            throw new StoreAway(new IOException("instance-service refuses: " + told.status() + " " + told.code()));
        }
        Map<String, KnownInstance> found = new LinkedHashMap<>();
        for (Part one : told.body().list("Instances", "Instance")) {
            KnownInstance instance = instance(scope, one);
            found.put(instance.id().text(), instance);
        }
        return ids.stream()
                .map(id -> found.get(id.text()))
                .filter(Objects::nonNull)
                .toList();
    }

    private static KnownInstance instance(Scope scope, Part told) {
        return new KnownInstance(
                new InstanceId(told.text("InstanceId")),
                scope,
                told.text("InstanceName"),
                told.text("OSType"),
                told.text("Status").equals("Running"));
    }
}
