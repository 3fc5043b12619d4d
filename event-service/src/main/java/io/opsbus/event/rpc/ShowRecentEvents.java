package io.opsbus.event.rpc;

import io.opsbus.event.AccountId;
import io.opsbus.event.Violation;
import io.opsbus.event.recent.RecentEvents;
import io.opsbus.event.recent.RecentEvents.RecentEvent;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** {@code GET /accounts/{accountId}/events?limit=}: the newest events of one account. */
public final class ShowRecentEvents implements Endpoint {
    /** How many events are shown when the request does not say. */
    static final int DEFAULT_LIMIT = 50;

    /** The most that can be asked for. */
    static final int HIGHEST_LIMIT = 1000;

    private final RecentEvents events;

    /** Shows what is in there. */
    public ShowRecentEvents(RecentEvents events) {
        this.events = events;
    }

    @Override
    public Answer answer(Request request, String rest, String requestId) {
        Optional<AccountId> account = AccountId.parse(rest);
        if (account.isEmpty()) {
            return Problem.INVALID_PARAMETER.answer(
                    requestId, List.of(new Violation("accountId", "InvalidAccount", "this is no account id")));
        }
        OptionalInt limit = limit(request.query().getOrDefault("limit", String.valueOf(DEFAULT_LIMIT)));
        if (limit.isEmpty()) {
            return Problem.INVALID_PARAMETER.answer(
                    requestId,
                    List.of(new Violation("limit", "OutOfRange", "limit must be a number from 1 to " + HIGHEST_LIMIT)));
        }
        return Answer.of(200, render(account.get(), events.newest(account.get(), limit.getAsInt())));
    }

    private static OptionalInt limit(String text) {
        if (!text.matches("[0-9]{1,4}")) {
            return OptionalInt.empty();
        }
        int limit = Integer.parseInt(text);
        return limit >= 1 && limit <= HIGHEST_LIMIT ? OptionalInt.of(limit) : OptionalInt.empty();
    }

    private static byte[] render(AccountId account, List<RecentEvent> newest) {
        return JsonText.object(json -> {
            json.writeStringField("accountId", account.text());
            json.writeArrayFieldStart("events");
            for (RecentEvent event : newest) {
                json.writeStartObject();
                json.writeStringField("factId", event.factId());
                json.writeFieldName("event");
                json.writeRawValue(event.json());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }
}
