package io.opsbus.invocation.wiring;

import io.micronaut.context.annotation.Property;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.sse.Event;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.opsbus.invocation.AccountId;
import io.opsbus.invocation.InvocationId;
import io.opsbus.invocation.RegionId;
import io.opsbus.invocation.Scope;
import io.opsbus.invocation.query.StoreAway;
import io.opsbus.invocation.rpc.Tailing;
import io.opsbus.invocation.tail.Place;
import io.opsbus.ledger.World;
import io.opsbus.rpc.identity.OperatorToken;
import io.opsbus.rpc.micronaut.ProtocolErrors;
import io.opsbus.rpc.reply.RpcError;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.SynchronousSink;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * The output of an invocation as it comes, for who shows the operator's token: {@code GET /accounts/{account}/invocations/{id}/tail}, server-sent
 * events. {@code Last-Event-ID} goes on where a connection broke off.
 */
@Controller("/accounts/{account}/invocations/{id}/tail")
@ExecuteOn(TaskExecutors.BLOCKING)
final class TailController {
    /** So many readers at once: each asks the database several times a second. */
    static final int MOST = 32;

    private static final Duration PACE = Duration.ofMillis(200);

    private final Engine engine;
    private final OperatorToken token;
    private final ProtocolErrors errors;
    private final World.Pause pause = World.of(Clock.systemUTC()).pause();
    private final Semaphore places = new Semaphore(MOST);
    /** No executor service: who leaves would interrupt a question to the database, and that breaks its connection. */
    private final Scheduler readers = Schedulers.fromExecutor(work -> {
        var _ = Thread.ofVirtual().name("reading-along").start(work);
    });

    TailController(
            Engine engine,
            @Property(name = "opsbus.operator-token", defaultValue = "") String token,
            ProtocolErrors errors) {
        this.engine = engine;
        this.token = OperatorToken.orNobodys(token);
        this.errors = errors;
    }

    @Get
    HttpResponse<?> tail(HttpRequest<?> request, String account, String id, @QueryValue @Nullable String region) {
        String shown = Objects.requireNonNullElse(request.getHeaders().get("Authorization"), "");
        if (!token.isShownBy(shown)) {
            return refused(request, 401, "Unauthorized", "Show the operator's token.")
                    .header("WWW-Authenticate", "Bearer");
        }
        if (region == null) {
            return errors.reply(request, RpcError.missingParameter("region"));
        }
        Place from = Place.parse(Objects.requireNonNullElse(request.getHeaders().get("Last-Event-ID"), ""));
        Optional<Tailing> tailing;
        try {
            tailing = find(account, id, region, from);
        } catch (StoreAway away) {
            return busy(request, "The database is away; try again.");
        }
        if (tailing.isEmpty()) {
            return refused(
                    request, 404, "InvalidInvokeId.NotFound", "The account has no such invocation in that region.");
        }
        return places.availablePermits() == 0
                ? busy(request, "Too many read along; try again later.")
                : HttpResponse.ok(told(tailing.get())).contentType(MediaType.TEXT_EVENT_STREAM_TYPE);
    }

    private Optional<Tailing> find(String account, String id, String region, Place from) {
        var where = RegionId.parse(region);
        var whose = AccountId.parse(account);
        var which = InvocationId.parse(id);
        return where.isEmpty() || whose.isEmpty() || which.isEmpty()
                ? Optional.empty()
                : Tailing.of(
                        engine.invocations,
                        new Scope(whose.get(), where.get()),
                        which.get(),
                        from,
                        engine.outputBytes,
                        Clock.systemUTC());
    }

    /**
     * Each event is asked for when the one before is on its way: a slow reader costs no memory. One who came between the question for a
     * place and here finds the stream at its end, and hears 503 when it comes again.
     */
    private Publisher<Event<String>> told(Tailing tailing) {
        return Flux.using(
                () -> new Seat(places),
                seat -> seat.isTaken()
                        ? Flux.<Event<String>>generate(sink -> next(tailing, seat, sink))
                                .subscribeOn(readers)
                        : Flux.empty(),
                Seat::leave);
    }

    /** One reader's place. */
    private static final class Seat {
        private final Semaphore places;
        private final AtomicBoolean taken;

        Seat(Semaphore places) {
            this.places = places;
            this.taken = new AtomicBoolean(places.tryAcquire());
        }

        boolean isTaken() {
            return taken.get();
        }

        void leave() {
            if (taken.getAndSet(false)) {
                places.release();
            }
        }
    }

    private void next(Tailing tailing, Seat seat, SynchronousSink<Event<String>> sink) {
        try {
            var told = tailing.look();
            while (told.isEmpty() && !tailing.isOver() && seat.isTaken()) {
                pause.pause(PACE);
                told = tailing.look();
            }
            told.map(TailController::event).ifPresentOrElse(sink::next, sink::complete);
        } catch (InterruptedException gone) {
            Thread.currentThread().interrupt();
            sink.complete();
        }
    }

    private static Event<String> event(Tailing.Told told) {
        Event<String> event = Event.of(told.text().data()).name(told.text().name());
        return told.place() == null ? event : event.id(told.place().text());
    }

    private HttpResponse<?> busy(HttpRequest<?> request, String why) {
        return refused(request, 503, "ServiceUnavailable", why).header("Retry-After", "1");
    }

    private MutableHttpResponse<?> refused(HttpRequest<?> request, int status, String code, String message) {
        return errors.reply(request, new RpcError(status, code, message));
    }

    @PreDestroy
    void close() {
        readers.dispose();
    }
}
