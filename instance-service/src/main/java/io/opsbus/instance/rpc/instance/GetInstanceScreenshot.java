package io.opsbus.instance.rpc.instance;

import io.opsbus.instance.FleetRefusal;
import io.opsbus.instance.InstanceId;
import io.opsbus.instance.control.InstanceDesk;
import io.opsbus.instance.provider.Capture;
import io.opsbus.instance.provider.CaptureKind;
import io.opsbus.instance.rpc.Ecs;
import io.opsbus.instance.rpc.FleetErrors;
import io.opsbus.instance.rpc.RegionParameter;
import io.opsbus.instance.rpc.lifecycle.OneInstance;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.reply.Answer;
import io.opsbus.rpc.reply.Tree;
import java.util.Base64;

/** {@code GetInstanceScreenshot} (contract 2.1, guide 6.1): the screen as it is now. */
public final class GetInstanceScreenshot implements Action {
    private final InstanceDesk instances;
    private final RegionParameter region;
    private final Declaration declaration;

    public GetInstanceScreenshot(InstanceDesk instances, RegionParameter region) {
        this.instances = instances;
        this.region = region;
        this.declaration = Ecs.reading("GetInstanceScreenshot", "Shows the screen as it is now.")
                .takes(region.parameter(), OneInstance.ID)
                .ignores("WakeUp")
                .fails(
                        FleetErrors.NO_INSTANCE,
                        FleetErrors.INCORRECT_STATUS_OF_CAPTURE,
                        FleetErrors.NOT_SUPPORTED,
                        FleetErrors.TOO_SOON)
                .end();
    }

    @Override
    public Declaration declaration() {
        return declaration;
    }

    @Override
    public Answer answer(Call call) {
        var scope = region.of(call);
        return InstanceId.parse(call.get(OneInstance.ID))
                .filter(id -> instances
                        .find(scope.account(), id)
                        .filter(instance -> instance.identity().region().equals(scope.region()))
                        .isPresent())
                .map(id -> captured(id, instances.capture(scope.account(), id, CaptureKind.SCREENSHOT, call.now())))
                .orElseGet(() -> FleetErrors.refused(OneInstance.notFound(call.get(OneInstance.ID))));
    }

    private static Answer captured(InstanceId id, io.opsbus.instance.control.Answer<Capture.Taken> answer) {
        return switch (answer) {
            case io.opsbus.instance.control.Answer.Yes<Capture.Taken>(Capture.Taken taken) ->
                new Answer.Reply(Tree.build()
                        .put("InstanceId", id.text())
                        .put("Screenshot", Base64.getEncoder().encodeToString(taken.bytes()))
                        .end());
            case io.opsbus.instance.control.Answer.No<Capture.Taken>(FleetRefusal refusal) ->
                FleetErrors.ofCapture(refusal);
        };
    }
}
