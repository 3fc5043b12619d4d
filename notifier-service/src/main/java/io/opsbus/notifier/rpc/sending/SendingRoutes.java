package io.opsbus.notifier.rpc.sending;

import com.fasterxml.jackson.core.JsonGenerator;
import io.opsbus.notifier.hold.Stop;
import io.opsbus.notifier.hold.Stops;
import io.opsbus.notifier.rpc.Answers;
import io.opsbus.notifier.rpc.ApiAnswer;
import io.opsbus.notifier.rpc.ApiError;
import io.opsbus.notifier.rpc.ApiRequest;
import io.opsbus.notifier.rpc.QueryReading;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/**
 * The switch an operator turns when something goes out that must not. One target is paused instead.
 *
 * <pre>
 * GET  /sending                          the stops in force, everybody's and those of accounts, and how many deliveries wait
 * POST /sending:stop                     nothing is sent to anybody from now on; nothing is lost, nothing ages; why: for the log
 * POST /sending:resume                   what waited goes out, in order for each resource
 * GET  /accounts/{account}/sending       the account's; POST …:stop and …:resume likewise
 * </pre>
 */
public final class SendingRoutes {
    /** What these paths begin with. */
    public static final String NAME = "sending";

    private static final int LONGEST_WHY = 256;

    private final Stops stops;
    private final Runnable committed;
    private final InstantSource clock;

    /** @param committed called after each change and before its answer: from then on this process keeps to it */
    public SendingRoutes(Stops stops, Runnable committed, InstantSource clock) {
        this.stops = stops;
        this.committed = committed;
        this.clock = clock;
    }

    /** {@code part} is the last one of the path. */
    public ApiAnswer answer(ApiRequest request, Stop.Scope scope, String part) {
        var verb = request.method() + part.substring(NAME.length());
        return switch (verb) {
            case "GET" -> list(scope);
            case "POST:stop" -> stop(request, scope);
            case "POST:resume" -> resume(scope);
            case "GET:stop", "GET:resume", "POST" -> error(ApiError.METHOD);
            default -> error(ApiError.NOT_FOUND);
        };
    }

    private ApiAnswer stop(ApiRequest request, Stop.Scope scope) {
        if (request.body().isEmpty()) {
            return error(ApiError.TOO_LARGE);
        }
        var form = new String(request.body().get().bytes(), StandardCharsets.UTF_8);
        var query = new QueryReading(request.query() + "&" + form, Set.of("why"));
        var why = query.text("why", LONGEST_WHY).orElse("");
        if (!query.problems().isEmpty()) {
            return Answers.error(ApiError.INVALID, query.problems());
        }
        stops.begin(scope, why, clock.instant());
        committed.run();
        return Answers.nothing();
    }

    private ApiAnswer resume(Stop.Scope scope) {
        if (!stops.end(scope, clock.instant())) {
            return error(ApiError.NOT_FOUND);
        }
        committed.run();
        return Answers.nothing();
    }

    /** Of an account also the stop that is everybody's. */
    private ApiAnswer list(Stop.Scope asked) {
        var concerned = stops.all().stream()
                .filter(stop -> switch (asked) {
                    case Stop.Scope.Everything() -> true;
                    case Stop.Scope.OfAccount(var account) -> stop.scope().covers(account);
                })
                .toList();
        return Answers.answer(200, out -> {
            out.writeArrayFieldStart("stops");
            for (var stop : concerned) {
                out.writeStartObject();
                told(out, stop);
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeNumberField("waiting", stops.waiting(asked));
        });
    }

    private static void told(JsonGenerator out, Stop stop) throws IOException {
        switch (stop.scope()) {
            case Stop.Scope.Everything() -> out.writeStringField("scope", "everything");
            case Stop.Scope.OfAccount(var account) -> {
                out.writeStringField("scope", "account");
                out.writeStringField("account", account.value());
            }
        }
        out.writeStringField("since", stop.since().toString());
        out.writeStringField("why", stop.why());
        out.writeBooleanField("ending", stop.ending());
    }

    private static ApiAnswer error(ApiError error) {
        return Answers.error(error, List.of());
    }
}
