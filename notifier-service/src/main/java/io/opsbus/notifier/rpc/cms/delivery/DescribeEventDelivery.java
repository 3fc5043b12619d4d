package io.opsbus.notifier.rpc.cms.delivery;

import io.opsbus.notifier.delivery.DeliveryId;
import io.opsbus.notifier.journal.Filter;
import io.opsbus.notifier.journal.Search;
import io.opsbus.notifier.rpc.cms.Cms;
import io.opsbus.notifier.rpc.cms.Desk;
import io.opsbus.notifier.rpc.cms.Turns;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.declare.Take;
import io.opsbus.rpc.parameter.Got;
import io.opsbus.rpc.parameter.ParameterError.Reason;
import io.opsbus.rpc.reply.Answer;
import io.opsbus.rpc.reply.RpcError;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** {@code DescribeEventDelivery}: by what its receiver knows it by, {@code webhook-id}. */
final class DescribeEventDelivery implements Action {
    /** More than the day of a delivery has room for; a redrive begins another day. */
    private static final int MOST = 500;

    private static final RpcError NO_DELIVERY = new RpcError(
            404, "ResourceNotFound", "No attempt of such a delivery is known; attempts are forgotten after some days.");

    private static final Parameter<DeliveryId> DELIVERY = Take.id("DeliveryId")
            .names("event-delivery")
            .meaning("What the receiver is told in `webhook-id`.")
            .as("an id as `DescribeEventDeliveries` tells it", DescribeEventDelivery::id)
            .required();
    private static final Declaration DECLARATION = Cms.reading(
                    "DescribeEventDelivery",
                    "Tells all attempts of one delivery, the first one first, and whether it still waits for another. Only here.")
            .takes(DELIVERY)
            .fails(NO_DELIVERY, Turns.TOO_MANY)
            .end();

    private final DeliveryDesk desk;

    DescribeEventDelivery(DeliveryDesk desk) {
        this.desk = desk;
    }

    @Override
    public Declaration declaration() {
        return DECLARATION;
    }

    @Override
    public Answer answer(Call call) {
        return desk.turns().answer(call, () -> found(call));
    }

    private Answer found(Call call) {
        var id = call.get(DELIVERY);
        var search = new Search(Filter.all(Desk.account(call)), Optional.empty(), Optional.of(id), Optional.empty());
        var found = desk.journal().find(search, Optional.empty(), MOST);
        if (found.isEmpty()) {
            return new Answer.Refused(NO_DELIVERY);
        }
        return new Answer.Reply(Cms.ok()
                .put("DeliveryId", id.toString())
                .put("Status", found.getFirst().result().status().word())
                .put("Waits", !desk.parking().parked(List.of(id)).isEmpty())
                .put(
                        "Attempts",
                        "Attempt",
                        found.reversed().stream()
                                .map(entry -> DeliveryTree.of(entry, desk, call))
                                .toList())
                .end());
    }

    private static Got<DeliveryId> id(String name, String text) {
        try {
            var id = UUID.fromString(text);
            // one spelling for each
            if (id.toString().equals(text)) {
                return new Got.Given<>(new DeliveryId(id));
            }
        } catch (IllegalArgumentException _) {
            // said below
        }
        return Got.wrong(name, Reason.MALFORMED, "is no id of a delivery");
    }
}
