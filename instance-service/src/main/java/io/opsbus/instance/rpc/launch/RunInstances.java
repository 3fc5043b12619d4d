package io.opsbus.instance.rpc.launch;

import io.opsbus.instance.FleetRefusal;
import io.opsbus.instance.InstanceId;
import io.opsbus.instance.Scope;
import io.opsbus.instance.control.Answer;
import io.opsbus.instance.control.Fleet;
import io.opsbus.instance.launch.Launch;
import io.opsbus.instance.launch.LaunchSpec;
import io.opsbus.instance.lifecycle.NewInstance;
import io.opsbus.instance.lifecycle.StatusChange;
import io.opsbus.instance.rpc.Changes;
import io.opsbus.instance.rpc.Ecs;
import io.opsbus.instance.rpc.FleetErrors;
import io.opsbus.instance.rpc.RegionParameter;
import io.opsbus.instance.rpc.TagParameters;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.declare.Take;
import io.opsbus.rpc.reply.RpcError;
import io.opsbus.rpc.reply.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code RunInstances} (contract 2.1): orders instances of one kind. They are Pending when it answers; for which of them
 * there is neither stock nor an address shows later, as {@code SystemFailure.Delete} (guide 3.3).
 */
public final class RunInstances implements Action {
    private static final Parameter<Integer> AMOUNT =
            Take.whole("Amount", 1, 100).or(1);
    private static final Parameter<Optional<Integer>> MIN_AMOUNT = Take.whole("MinAmount", 1, 100)
            .meaning("Accepted; stock shows only after the order, so nothing is refused for it.")
            .refusing(400, "InvalidMinAmount.Malformed")
            .optional();
    private static final Parameter<Boolean> DRY_RUN = Take.flag("DryRun").or(false);
    private static final Parameter<Boolean> UNIQUE_SUFFIX = Take.flag("UniqueSuffix")
            .meaning("Numbers names and host names from 001.")
            .or(false);
    private static final RpcError MIN_ABOVE_AMOUNT =
            new RpcError(400, "InvalidMinAmount.Malformed", "The parameter MinAmount must not be more than Amount.");

    private static final RpcError NO_SNAPSHOT = new RpcError(
            404, "InvalidDataDiskSnapshotId.NotFound", "The specified snapshot of a data disk does not exist.");
    private static final RpcError TOO_SMALL = new RpcError(
            403, "InvalidDiskSize.TooSmall", "A data disk must be at least as large as its snapshot's disk.");

    private final Fleet fleet;
    private final Launch launch;
    private final RegionParameter region;
    private final Declaration declaration;

    public RunInstances(Fleet fleet, Launch launch, RegionParameter region) {
        this.fleet = fleet;
        this.launch = launch;
        this.region = region;
        this.declaration = Ecs.writing("RunInstances", "Makes and starts instances of one kind.")
                .takes(region.parameter(), AMOUNT, MIN_AMOUNT, DRY_RUN, UNIQUE_SUFFIX)
                .takes(LaunchParameters.all())
                .idempotent()
                .ignores(LaunchParameters.IGNORED)
                .fails(
                        Changes.DRY_RUN_OPERATION,
                        MIN_ABOVE_AMOUNT,
                        FleetErrors.NO_IMAGE,
                        FleetErrors.NO_INSTANCE_TYPE,
                        FleetErrors.NO_ZONE,
                        FleetErrors.NO_V_SWITCH,
                        FleetErrors.DUPLICATE_TAG,
                        NO_SNAPSHOT,
                        TOO_SMALL)
                .end();
    }

    @Override
    public Declaration declaration() {
        return declaration;
    }

    @Override
    public io.opsbus.rpc.reply.Answer answer(Call call) {
        if (call.get(MIN_AMOUNT).filter(least -> least > call.get(AMOUNT)).isPresent()) {
            return new io.opsbus.rpc.reply.Answer.Refused(MIN_ABOVE_AMOUNT);
        }
        if (TagParameters.labels(call.get(TagParameters.TAGS)).isEmpty()) {
            return new io.opsbus.rpc.reply.Answer.Refused(FleetErrors.DUPLICATE_TAG);
        }
        Scope scope = region.of(call);
        Optional<RpcError> unusable = unusableSnapshot(scope, LaunchParameters.dataDisks(call));
        if (unusable.isPresent()) {
            return new io.opsbus.rpc.reply.Answer.Refused(unusable.get());
        }
        List<NewInstance> orders = new ArrayList<>();
        for (int ordinal = 1; ordinal <= call.get(AMOUNT); ordinal++) {
            InstanceId id = InstanceId.derived(call.fresh().changeKey("instance/" + ordinal));
            LaunchSpec spec = LaunchParameters.spec(call, call.get(UNIQUE_SUFFIX) ? ordinal : 0, id);
            switch (launch.plan(scope, id, spec, call.now())) {
                case Launch.Plan.Ready(NewInstance order) -> orders.add(order);
                case Launch.Plan.Refused(FleetRefusal refusal) -> {
                    return FleetErrors.refused(refusal);
                }
            }
        }
        return call.get(DRY_RUN) ? Changes.dryRun(Optional.empty()) : ordered(call, orders);
    }

    /** A data disk is filled from the account's own snapshots of this region only. */
    private Optional<RpcError> unusableSnapshot(Scope scope, List<LaunchSpec.DiskSpec> disks) {
        return disks.stream()
                .flatMap(disk -> Optional.ofNullable(disk.source())
                        .flatMap(source -> fleet.snapshots()
                                .find(scope.account(), source)
                                .filter(one -> one.identity().region().equals(scope.region()))
                                .map(one -> disk.sizeGiB() < one.source().sizeGiB()
                                        ? Optional.of(TOO_SMALL)
                                        : Optional.<RpcError>empty())
                                .orElse(Optional.of(NO_SNAPSHOT)))
                        .stream())
                .findFirst();
    }

    private io.opsbus.rpc.reply.Answer ordered(Call call, List<NewInstance> orders) {
        for (Answer<StatusChange> answer : fleet.instances().launch(orders, Changes.key(call), call.now())) {
            if (answer instanceof Answer.No<StatusChange>(FleetRefusal refusal)) {
                return FleetErrors.refused(refusal);
            }
        }
        List<String> ids =
                orders.stream().map(order -> order.identity().id().text()).toList();
        return new io.opsbus.rpc.reply.Answer.Reply(
                Tree.build().texts("InstanceIdSets", "InstanceIdSet", ids).end(), ids);
    }
}
