package io.opsbus.notifier.rpc.cms.delivery;

import io.opsbus.notifier.journal.Entry;
import io.opsbus.notifier.rpc.cms.Desk;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.reply.Tree;
import java.math.BigDecimal;

/** An attempt as it is told. */
final class DeliveryTree {
    private static final int NANOS = 1_000;

    private DeliveryTree() {}

    static Tree.Fields of(Entry entry, DeliveryDesk desk, Call call) {
        var tree = Tree.build()
                .put("DeliveryId", entry.place().delivery().toString())
                .put("Attempt", entry.place().number())
                .put("Time", entry.place().startedAt().toEpochMilli());
        result(tree, entry.result());
        if (desk.heads().areTold(Desk.account(call), entry.subject().target())) {
            tree.put("Answer", entry.result().said());
        }
        subject(tree, entry.subject());
        if (entry.result().madeWith() != 0) {
            tree.put("MadeWith", entry.result().madeWith());
        }
        entry.isChanged(desk.targets().version(entry.subject().subscription()))
                .ifPresent(changed -> tree.put("Changed", changed));
        return tree.end();
    }

    private static void result(Tree.Builder tree, Entry.Result result) {
        tree.put("Status", result.status().word()).put("Outcome", result.outcome());
        result.httpStatus().ifPresent(status -> tree.put("HttpStatus", status));
        tree.put("Millis", new Tree.Decimal(BigDecimal.valueOf(result.took().toNanos() / NANOS, 3)));
    }

    private static void subject(Tree.Builder tree, Entry.Subject subject) {
        tree.put("RuleName", subject.rule())
                .put("SubscriptionId", subject.subscription().value())
                .put("TargetId", subject.target().value())
                .put("EventId", subject.eventId())
                .put("EventName", subject.eventName());
        if (!subject.silence().isEmpty()) {
            tree.put("SilenceId", subject.silence());
        }
        if (subject.version() != 0) {
            tree.put("Version", subject.version());
        }
    }
}
