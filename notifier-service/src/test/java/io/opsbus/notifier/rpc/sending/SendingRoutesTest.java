package io.opsbus.notifier.rpc.sending;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.Given;
import io.opsbus.notifier.hold.Stop;
import io.opsbus.notifier.rpc.ApiRequest;
import io.opsbus.notifier.store.InMemoryParking;
import io.opsbus.notifier.store.hold.InMemoryStops;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SendingRoutesTest {
    private static final Stop.Scope ALL = new Stop.Scope.Everything();
    private static final Stop.Scope ALICE = new Stop.Scope.OfAccount(new AccountId("alice"));
    private static final Stop.Scope BOB = new Stop.Scope.OfAccount(new AccountId("bob"));

    private final InMemoryStops stops = new InMemoryStops(new InMemoryParking(), List::of);
    private final AtomicInteger commits = new AtomicInteger();
    private final SendingRoutes routes = new SendingRoutes(stops, commits::incrementAndGet, () -> Given.NOON);

    private String ask(int status, String method, Stop.Scope scope, String part, String form) {
        var body = Optional.of(new ApiRequest.Content(form.getBytes(UTF_8)));
        var answer = routes.answer(new ApiRequest(method, "/", "", Map.of(), body), scope, part);
        var text = new String(answer.body(), UTF_8);
        assertThat(answer.status()).as(text).isEqualTo(status);
        return text;
    }

    @Test
    void aStopIsInForceAtOnceAndToldWithItsReason() {
        ask(204, "POST", ALL, "sending:stop", "why=bad+release");
        ask(204, "POST", ALL, "sending:stop", "why=said+twice");
        ask(204, "POST", ALICE, "sending:stop", "");
        assertThat(commits).hasValue(3);
        var everybodys = "{\"scope\":\"everything\",\"since\":\"2026-11-23T12:00:00Z\",\"why\":\"bad release\","
                + "\"ending\":false}";
        var alices = "{\"scope\":\"account\",\"account\":\"alice\",\"since\":\"2026-11-23T12:00:00Z\",\"why\":\"\","
                + "\"ending\":false}";
        assertThat(ask(200, "GET", ALL, "sending", ""))
                .isEqualTo("{\"stops\":[" + everybodys + "," + alices + "],\"waiting\":0}");
        assertThat(ask(200, "GET", ALICE, "sending", ""))
                .isEqualTo("{\"stops\":[" + everybodys + "," + alices + "],\"waiting\":0}");
        assertThat(ask(200, "GET", BOB, "sending", ""))
                .as("another account's is nobody else's business")
                .isEqualTo("{\"stops\":[" + everybodys + "],\"waiting\":0}");
    }

    @Test
    void whatIsResumedEndsAndNothingElse() {
        ask(404, "POST", ALL, "sending:resume", "");
        ask(204, "POST", ALL, "sending:stop", "");
        ask(404, "POST", ALICE, "sending:resume", "");
        ask(204, "POST", ALL, "sending:resume", "");
        assertThat(stops.all()).containsExactly(new Stop(ALL, Given.NOON, "", true));
        ask(404, "POST", ALL, "sending:resume", "");
    }

    @Test
    void whatCannotBeMeantIsRefusedAndStopsNothing() {
        assertThat(ask(400, "POST", ALL, "sending:stop", "account=alice")).contains("account", "Unknown");
        assertThat(ask(400, "POST", ALL, "sending:stop", "why=a%0Ab")).contains("why");
        ask(404, "POST", ALL, "sending:pause", "");
        ask(405, "GET", ALL, "sending:stop", "");
        ask(405, "POST", ALL, "sending", "");
        assertThat(stops.all()).isEmpty();
    }
}
