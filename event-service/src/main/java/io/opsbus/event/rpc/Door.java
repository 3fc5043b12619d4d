package io.opsbus.event.rpc;

import io.opsbus.event.UnavailableException;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one way in: finds who answers a request and turns "away" and "broken" into answers. */
public final class Door {
    private static final Logger LOGGER = LoggerFactory.getLogger(Door.class);
    private static final String EVENTS = "/events";
    private static final String ACCOUNTS = "/accounts/";

    private final TakeEvent takeEvent;
    private final ShowRecentEvents showRecentEvents;
    private final OperatorDoor operators;
    private final Supplier<String> requestIds;

    /**
     * A door to the endpoints.
     *
     * @param requestIds fresh ids, one a request
     */
    public Door(
            TakeEvent takeEvent,
            ShowRecentEvents showRecentEvents,
            OperatorDoor operators,
            Supplier<String> requestIds) {
        this.takeEvent = takeEvent;
        this.showRecentEvents = showRecentEvents;
        this.operators = operators;
        this.requestIds = requestIds;
    }

    /** Answers any request; never throws. */
    public Answer answer(Request request) {
        String requestId = requestIds.get();
        try {
            return route(request, requestId).with("X-Request-Id", requestId);
        } catch (UnavailableException e) {
            LOGGER.atWarn().addKeyValue("requestId", requestId).setCause(e).log("request refused: a part is away");
            return Problem.UNAVAILABLE.answer(requestId, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            LOGGER.atError().addKeyValue("requestId", requestId).setCause(e).log("request failed");
            return Problem.INTERNAL_ERROR.answer(requestId);
        }
    }

    private Answer route(Request request, String requestId) {
        String path = request.path();
        if (path.equals(EVENTS)) {
            return only("POST", request, requestId, takeEvent, "");
        }
        if (request.isLocal() && OperatorDoor.isAt(path)) {
            return operators.answer(request, requestId);
        }
        Optional<String> account = account(path);
        if (account.isPresent()) {
            return only("GET", request, requestId, showRecentEvents, account.get());
        }
        return Problem.NOT_FOUND.answer(requestId);
    }

    private static Answer only(String method, Request request, String requestId, Endpoint endpoint, String rest) {
        return request.method().equals(method)
                ? endpoint.answer(request, rest, requestId)
                : Problem.METHOD_NOT_ALLOWED.answer(requestId).with("Allow", method);
    }

    /** The account in {@code /accounts/<account>/events}; empty for any other path. */
    private static Optional<String> account(String path) {
        if (!path.startsWith(ACCOUNTS)
                || !path.endsWith(EVENTS)
                || path.length() < ACCOUNTS.length() + EVENTS.length()) {
            return Optional.empty();
        }
        String account = path.substring(ACCOUNTS.length(), path.length() - EVENTS.length());
        return account.contains("/") ? Optional.empty() : Optional.of(account);
    }
}
