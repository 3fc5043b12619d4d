package io.opsbus.notifier.rpc.cms.delivery;

import io.opsbus.notifier.delivery.DeadReason;
import io.opsbus.notifier.redrive.Order;
import io.opsbus.notifier.redrive.Redrive;
import io.opsbus.notifier.rpc.cms.Cms;
import io.opsbus.notifier.rpc.cms.CmsErrors;
import io.opsbus.notifier.rpc.cms.Desk;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.declare.Take;
import io.opsbus.rpc.reply.Answer;
import io.opsbus.rpc.reply.RpcError;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * {@code RedriveEventDeliveries}: the same job an operator begins, for what was given up of the account's own rules. It has the id of its request, so a repeated
 * one is the same job, also when the process died before it answered.
 */
final class RedriveEventDeliveries implements Action {
    private static final int USUAL_RATE = 50;
    private static final int ID_LENGTH = 24;

    /** To begin one looks through the account's letters, and whoever writes letters waits for that. */
    private static final Duration APART = Duration.ofSeconds(10);

    private static final RpcError EVERYTHING =
            CmsErrors.invalid("All is for everything: say it, or which deliveries are meant, not both.");

    private static final RpcError NOTHING = new RpcError(
            404, "ResourceNotFound", "Of what is meant nothing was given up that is not on its way again.");

    private static final RpcError TOO_MANY = new RpcError(
            400,
            "ResourceOverLimit",
            "The account has as many redrives under way as it may have (" + RedriveDesk.Bounds.MOST
                    + "); wait for one, or stop it.");

    private static final RpcError TOO_OFTEN =
            new RpcError(400, "Throttling.User", "A redrive was begun a moment ago; try again in ten seconds.");

    private static final Parameter<Optional<String>> REASON = Take.word(
                    "Reason", DeadReason.EXPIRED.word(), DeadReason.GONE.word(), DeadReason.UNSUBSCRIBED.word())
            .meaning("Why they were given up.")
            .optional();
    private static final Parameter<Boolean> ALL = Take.flag("All")
            .meaning("Everything, when no other filter is sent.")
            .or(false);
    private static final Parameter<Boolean> DRY_RUN =
            Take.flag("DryRun").meaning("Only counts them.").or(false);
    private static final Parameter<Optional<Integer>> RATE = Take.whole("Rate", 1, Order.FASTEST)
            .meaning("Deliveries a second, at most as many as the operator allows; not sent, " + USUAL_RATE
                    + ", or what he allows.")
            .optional();
    private static final Declaration DECLARATION = Cms.writing(
                    "RedriveEventDeliveries",
                    "Brings back deliveries of the account's rules that were given up, or counts them: they keep their id, and their receiver is told. Times"
                            + " are those when they were given up. Only here.")
            .takes(DeliveryParameters.FILTER)
            .takes(REASON, ALL, DRY_RUN, RATE)
            .idempotent()
            .fails(DeliveryParameters.NO_TIME, EVERYTHING, NOTHING, TOO_MANY, TOO_OFTEN)
            .end();

    private final RedriveDesk desk;

    RedriveEventDeliveries(RedriveDesk desk) {
        this.desk = desk;
    }

    @Override
    public Declaration declaration() {
        return DECLARATION;
    }

    @Override
    public Answer answer(Call call) {
        var wanted = new Order.Wanted(
                DeliveryParameters.filter(call, Optional.empty()),
                call.get(REASON).flatMap(DeadReason::of),
                false);
        if (DeliveryParameters.isNever(wanted.filter())) {
            return new Answer.Refused(DeliveryParameters.NO_TIME);
        }
        if (call.get(ALL) == wanted.asksSomething()) {
            return new Answer.Refused(EVERYTHING);
        }
        var fastest = desk.bounds().fastest();
        var rate = call.get(RATE).orElse(Math.min(USUAL_RATE, fastest));
        if (rate > fastest) {
            return new Answer.Refused(
                    CmsErrors.invalid("Rate is at most " + fastest + " here (" + RedriveDesk.Bounds.FASTEST + ")."));
        }
        var id = new Redrive.Id(call.fresh().id("rdr-", "redrive", ID_LENGTH));
        return desk.redrives()
                .find(Desk.account(call), id)
                .map(RedriveEventDeliveries::begun)
                .orElseGet(() -> desk.turns().answer(call, () -> countOrBegin(call, id, new Order(wanted, rate))));
    }

    /** Of nothing no job is made. */
    private Answer countOrBegin(Call call, Redrive.Id id, Order order) {
        var count = desk.dead().count(order.wanted());
        if (call.get(DRY_RUN)) {
            return new Answer.Reply(Cms.ok().put("Total", count).end());
        }
        if (count == 0) {
            return new Answer.Refused(NOTHING);
        }
        var isTooSoon = desk.redrives().of(Desk.account(call), 1).stream()
                .anyMatch(last -> last.startedAt().plus(APART).isAfter(call.now()));
        if (isTooSoon) {
            return new Answer.Refused(TOO_OFTEN);
        }
        return desk.redrives()
                .begin(id, order, desk.bounds().most(), call.now())
                .map(RedriveEventDeliveries::begun)
                .orElseGet(() -> new Answer.Refused(TOO_MANY));
    }

    private static Answer begun(Redrive redrive) {
        return new Answer.Reply(
                Cms.ok()
                        .put("Total", redrive.total())
                        .put("Redrive", RedriveTree.of(redrive))
                        .end(),
                List.of(redrive.id().value()));
    }
}
