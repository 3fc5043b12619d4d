package io.opsbus.instance.rpc.disk;

import io.opsbus.instance.DiskId;
import io.opsbus.instance.FleetRefusal;
import io.opsbus.instance.InstanceId;
import io.opsbus.instance.ResourceKind;
import io.opsbus.instance.control.Answer;
import io.opsbus.instance.rpc.FleetErrors;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.declare.Take;
import java.util.function.Function;

/** An Action about one disk, or one disk and one instance, with an empty reply. */
final class OneDisk {
    static final Parameter<String> ID = Take.text("DiskId").names("disk").required();
    static final Parameter<String> INSTANCE =
            Take.text("InstanceId").names("instance").required();

    private OneDisk() {}

    static io.opsbus.rpc.reply.Answer answer(Call call, Function<DiskId, Answer<?>> ask) {
        return DiskId.parse(call.get(ID))
                .map(id -> told(ask.apply(id)))
                .orElseGet(() -> FleetErrors.refused(new FleetRefusal.NotFound(ResourceKind.DISK, call.get(ID))));
    }

    /** A call about a disk and an instance. */
    @FunctionalInterface
    interface Pair {
        Answer<?> ask(DiskId disk, InstanceId instance);
    }

    static io.opsbus.rpc.reply.Answer answer(Call call, Pair pair) {
        return answer(
                call,
                disk -> InstanceId.parse(call.get(INSTANCE))
                        .<Answer<?>>map(instance -> pair.ask(disk, instance))
                        .orElseGet(() ->
                                new Answer.No<>(new FleetRefusal.NotFound(ResourceKind.INSTANCE, call.get(INSTANCE)))));
    }

    private static io.opsbus.rpc.reply.Answer told(Answer<?> answer) {
        return switch (answer) {
            case Answer.Yes<?> _ -> io.opsbus.rpc.reply.Answer.Reply.done();
            case Answer.No<?> no -> FleetErrors.refused(no.refusal());
        };
    }
}
