package io.opsbus.notifier.rpc.cms.delivery;

import io.opsbus.notifier.delivery.DeadReason;
import io.opsbus.notifier.redrive.Redrive;
import io.opsbus.rpc.reply.Tree;
import java.time.Instant;
import java.util.Optional;

/** A redrive as it is told. */
final class RedriveTree {
    private RedriveTree() {}

    static Tree.Fields of(Redrive redrive) {
        var wanted = redrive.order().wanted();
        var filter = wanted.filter();
        var tree = Tree.build()
                .put("RedriveId", redrive.id().value())
                .put("State", redrive.state().word())
                .put("Total", redrive.total())
                .put("Moved", redrive.moved())
                .put("Rate", redrive.order().rate())
                .put("By", wanted.byOperator() ? "operator" : "account")
                .put("StartedTime", redrive.startedAt().toEpochMilli());
        time(tree, "EndedTime", redrive.endedAt());
        text(tree, "Event", filter.event());
        text(tree, "RuleName", filter.rule());
        text(tree, "TargetId", filter.target());
        text(tree, "SilenceId", filter.silence());
        text(tree, "Reason", wanted.reason().map(DeadReason::word));
        time(tree, "StartTime", filter.since());
        time(tree, "EndTime", filter.until());
        return tree.end();
    }

    private static void text(Tree.Builder tree, String name, Optional<String> text) {
        text.ifPresent(value -> tree.put(name, value));
    }

    private static void time(Tree.Builder tree, String name, Optional<Instant> time) {
        time.ifPresent(at -> tree.put(name, at.toEpochMilli()));
    }
}
