package io.opsbus.notifier.rpc.cms.delivery;

import io.opsbus.notifier.history.PastEvents;
import io.opsbus.notifier.journal.Filter;
import io.opsbus.notifier.journal.Place;
import io.opsbus.notifier.journal.Search;
import io.opsbus.notifier.journal.Status;
import io.opsbus.notifier.rpc.cms.Cms;
import io.opsbus.notifier.rpc.cms.CmsErrors;
import io.opsbus.notifier.rpc.cms.Desk;
import io.opsbus.notifier.rpc.cms.Turns;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.declare.Take;
import io.opsbus.rpc.page.PageParameters;
import io.opsbus.rpc.reply.Answer;
import io.opsbus.rpc.reply.RpcError;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code DescribeEventDeliveries}: what {@code ./opsbus deliveries list} tells an operator, of the account that asks. */
final class DescribeEventDeliveries implements Action {
    private static final int MOST = 100;

    /** So many events of a resource are looked for among the deliveries. */
    private static final int MOST_EVENTS = 1_000;

    private static final RpcError NO_TOKEN = CmsErrors.invalid("NextToken is none this API returned.");

    private static final Parameter<Optional<String>> RESOURCE = DeliveryParameters.text(
            "ResourceId",
            "Only of events of this resource (such as i-…): of the newest " + MOST_EVENTS
                    + " of each kind, as long as past events are kept.");
    private static final Parameter<Optional<String>> STATUS = Take.word(
                    "Status", Arrays.stream(Status.values()).map(Status::word).toArray(String[]::new))
            .optional();
    private static final Parameter<Optional<String>> SILENCE =
            DeliveryParameters.text("SilenceId", "Only what this silence, or inhibition, kept back.");
    private static final Parameter<Integer> SIZE =
            Take.whole("MaxResults", 1, MOST).or(20);
    private static final Parameter<Optional<String>> NEXT =
            PageParameters.upTo(MOST, MOST).next();
    private static final Declaration DECLARATION = Cms.reading(
                    "DescribeEventDeliveries",
                    "Lists attempts to deliver events of the account, the newest first: where to, what came of it, how long it took. Only here.")
            .takes(DeliveryParameters.FILTER)
            .takes(RESOURCE, STATUS, SILENCE, SIZE, NEXT)
            .fails(DeliveryParameters.NO_TIME, Turns.TOO_MANY)
            .end();

    private final DeliveryDesk desk;

    DescribeEventDeliveries(DeliveryDesk desk) {
        this.desk = desk;
    }

    @Override
    public Declaration declaration() {
        return DECLARATION;
    }

    @Override
    public Answer answer(Call call) {
        var filter = DeliveryParameters.filter(call, call.get(SILENCE));
        if (DeliveryParameters.isNever(filter)) {
            return new Answer.Refused(DeliveryParameters.NO_TIME);
        }
        var token = call.get(NEXT);
        var after = token.flatMap(Place::parse);
        if (token.isPresent() && after.isEmpty()) {
            return new Answer.Refused(NO_TOKEN);
        }
        return desk.turns().answer(call, () -> found(call, filter, after));
    }

    private Answer found(Call call, Filter filter, Optional<Place> after) {
        var search = new Search(
                filter,
                call.get(STATUS).flatMap(Status::of),
                Optional.empty(),
                call.get(RESOURCE).map(resource -> events(call, resource)));
        var size = call.get(SIZE);
        var found = desk.journal().find(search, after, size);
        return new Answer.Reply(Cms.ok()
                .put(
                        "Attempts",
                        "Attempt",
                        found.stream()
                                .map(entry -> DeliveryTree.of(entry, desk, call))
                                .toList())
                .put(
                        "NextToken",
                        found.size() == size
                                ? PageParameters.token(found.getLast().place().text())
                                : "")
                .end());
    }

    /** Attempts name events, events name resources. */
    private Set<String> events(Call call, String resource) {
        return Stream.of(true, false)
                .map(isCustom -> new PastEvents.Query(
                        Desk.account(call),
                        isCustom,
                        Optional.empty(),
                        Optional.empty(),
                        PastEvents.Words.ANY,
                        Optional.of(Set.of(resource))))
                .flatMap(query -> desk.past().find(query, 0, MOST_EVENTS).stream())
                .map(past -> past.event().id())
                .collect(Collectors.toUnmodifiableSet());
    }
}
