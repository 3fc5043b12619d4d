package io.opsbus.notifier.rpc.cms.target;

import io.opsbus.notifier.Subscription;
import io.opsbus.notifier.TargetId;
import io.opsbus.notifier.consent.Consent;
import io.opsbus.notifier.hold.HeldTarget;
import io.opsbus.notifier.hold.Streak;
import io.opsbus.rpc.reply.Tree;
import java.util.Optional;

/** A target as it is told. */
final class TargetTree {
    private final TargetDesk desk;
    private final TargetId target;
    private final Subscription owner;

    TargetTree(TargetDesk desk, TargetId target, Subscription owner) {
        this.desk = desk;
        this.target = target;
        this.owner = owner;
    }

    /**
     * Of this target, held or not.
     *
     * @param parked how many deliveries wait for it in the store
     */
    Tree.Fields with(Optional<HeldTarget> held, long parked) {
        var look = desk.states().look(target);
        var rule = desk.targets().ruleOf(owner.id());
        var tree = Tree.build()
                .put("TargetId", target.value())
                .put("Type", owner.at(target).kind().word())
                .put("RuleName", rule.orElse(""))
                .put("SubscriptionId", owner.id().value())
                .put("MadeBy", rule.isPresent() ? "account" : "operator")
                .put("State", desk.states().of(target, owner, look))
                .put("Parked", parked);
        if (parked > 0) {
            desk.held().next(target).ifPresent(at -> tree.put("NextTry", at.toEpochMilli()));
        }
        var rate = owner.at(target).rate();
        if (rate.messages() > 0) {
            tree.put("RateMessages", rate.messages())
                    .put("RateSeconds", rate.per().toSeconds());
        }
        look.ifPresent(lane -> tree.put("UnderWay", lane.underWay())
                .put("InMemory", lane.waiting())
                .put("Window", lane.window())
                .put("ShutForMillis", lane.shutFor().toMillis())
                .put("BackoffMillis", lane.backoff().toMillis()));
        held.ifPresent(one -> tree.put("Hold", hold(one)));
        desk.consents().missing(target, owner).ifPresent(consent -> tree.put("Consent", consent(consent)));
        return tree.end();
    }

    private static Tree.Fields hold(HeldTarget held) {
        var tree = Tree.build()
                .put("Reason", held.reason().word())
                .put("By", held.by())
                .put("Since", held.since().toEpochMilli());
        held.streak().ifPresent(streak -> failing(tree, streak));
        return tree.end();
    }

    /** What the receiver said is among its deliveries, for whom it is told. */
    private static void failing(Tree.Builder tree, Streak streak) {
        tree.put("FailingSince", streak.since().toEpochMilli())
                .put("Failures", streak.failures())
                .put("LastTime", streak.last().at().toEpochMilli())
                .put("LastOutcome", streak.last().outcome());
        streak.last().httpStatus().ifPresent(status -> tree.put("LastHttpStatus", status));
    }

    /** What is known of a receiver that is to be heard. */
    static Tree.Fields consent(Consent consent) {
        var tree = Tree.build().put("Given", consent.given()).put("Asked", consent.asked());
        consent.at().ifPresent(at -> tree.put("Time", at.toEpochMilli()));
        consent.next().ifPresent(at -> tree.put("NextAsked", at.toEpochMilli()));
        return tree.put("Outcome", consent.said()).end();
    }
}
