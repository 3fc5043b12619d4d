package io.opsbus.notifier.rpc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opsbus.ledger.World;
import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.Given;
import io.opsbus.notifier.rpc.cms.Book;
import io.opsbus.notifier.silence.Inhibition;
import io.opsbus.notifier.silence.Ongoing;
import io.opsbus.notifier.silence.Silence;
import io.opsbus.notifier.store.InMemoryShelf;
import io.opsbus.notifier.store.silence.InMemoryOngoing;
import io.opsbus.notifier.store.silence.LiveMutes;
import io.opsbus.testkit.SettableClock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class InhibitionRoutesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final AccountId ALICE = new AccountId("alice");
    private static final AccountId BOB = new AccountId("bob");
    private static final String BEGINS =
            "{\"levels\":[\"CRITICAL\"],\"names\":[\"Instance:SystemFailure*\"],\"product\":\"ECS\",\"resources\":[\"*\"],"
                    + "\"statuses\":[\"Executing\"]}";
    private static final String SOUND = "{\"begins\":" + BEGINS + ",\"ends\":" + BEGINS.replace("Executing", "Executed")
            + ",\"mutes\":{\"levels\":[\"INFO\"],\"names\":[\"*\"],\"product\":\"ECS\",\"resources\":[\"*\"]},"
            + "\"atMostMinutes\":60,\"author\":\"me\",\"comment\":\"follows from it\"}";

    private final SettableClock clock = SettableClock.at(Given.NOON);
    private final InMemoryShelf<Inhibition> shelf = new InMemoryShelf<>("inhibition", World.of(clock));
    private final InMemoryOngoing ongoing = new InMemoryOngoing();
    private final LiveMutes live =
            new LiveMutes(new InMemoryShelf<Silence>("silence", World.of(clock)), shelf, ongoing, clock);
    private final AtomicInteger ids = new AtomicInteger();
    private final InhibitionRoutes routes = new InhibitionRoutes(
            new Book<>(shelf, shelf, new Book.Cap(2, "opsbus.notifier.caps.inhibitions")),
            ongoing,
            live::refresh,
            () -> "k" + ids.incrementAndGet(),
            clock);

    /** Routes of no inhibition, for tests of other routes. */
    static InhibitionRoutes none() {
        return new InhibitionRoutesTest().routes;
    }

    private JsonNode ask(int status, String method, AccountId account, String path, String body, String token) {
        var answer = routes.answer(
                new ApiRequest(
                        method,
                        "/",
                        "",
                        token.isEmpty() ? Map.of() : Map.of("idempotency-key", token),
                        Optional.of(new ApiRequest.Content(body.getBytes(UTF_8)))),
                account,
                path.isEmpty() ? List.of() : List.of(path.split("/", -1)));
        var text = new String(answer.body(), UTF_8);
        assertThat(answer.status()).as(text).isEqualTo(status);
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }

    private List<String> problems(String body) {
        return ask(400, "POST", ALICE, "", body, "").path("errors").findValuesAsText("field");
    }

    @Test
    void oneIsMadeToldWithWhereItIsOngoingAndInForceBeforeTheAnswer() {
        var made = ask(201, "POST", ALICE, "", SOUND, "");
        assertThat(made.path("id").asText()).isEqualTo("inh-k1");
        assertThat(made.path("begins")).isEqualTo(json(BEGINS));
        assertThat(made.path("ends").path("statuses").toString()).isEqualTo("[\"Executed\"]");
        assertThat(made.path("mutes").has("statuses")).isFalse();
        assertThat(made.path("atMostMinutes").asInt()).isEqualTo(60);
        assertThat(made.path("author").asText()).isEqualTo("me");
        assertThat(made.path("ongoing")).isEmpty();
        assertThat(live.inhibitions().count(ALICE)).isEqualTo(1);
        ongoing.begin(
                new Ongoing.Place(ALICE, "inh-k1", "i-1"),
                new Ongoing.Span(new UUID(0, 1), Given.NOON, Given.NOON.plusSeconds(60)));
        assertThat(ask(200, "GET", ALICE, "inh-k1", "", "").path("ongoing").toString())
                .isEqualTo("[{\"resource\":\"i-1\",\"since\":\"2026-11-23T12:00:00Z\","
                        + "\"until\":\"2026-11-23T12:01:00Z\"}]");
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void nobodySeesOrRemovesAnothers() {
        ask(201, "POST", ALICE, "", SOUND, "");
        ask(404, "GET", BOB, "inh-k1", "", "");
        ask(404, "DELETE", BOB, "inh-k1", "", "");
        assertThat(ask(200, "GET", BOB, "", "", "").path("inhibitions")).isEmpty();
        assertThat(ask(200, "GET", ALICE, "", "", "").path("inhibitions").findValuesAsText("id"))
                .containsExactly("inh-k1");
    }

    @Test
    void aRepeatedRequestWithItsTokenIsOneAndTheCapIsKept() {
        var first = ask(201, "POST", ALICE, "", SOUND, "once");
        assertThat(ask(201, "POST", ALICE, "", SOUND, "once")).isEqualTo(first);
        ask(201, "POST", ALICE, "", SOUND, "");
        assertThat(ask(409, "POST", ALICE, "", SOUND, "").path("code").asText()).isEqualTo("TooManyInhibitions");
    }

    @Test
    void oneIsRemovedAtOnce() {
        ask(201, "POST", ALICE, "", SOUND, "");
        ask(204, "DELETE", ALICE, "inh-k1", "", "");
        assertThat(live.inhibitions().count(ALICE)).isZero();
        ask(404, "GET", ALICE, "inh-k1", "", "");
    }

    @Test
    void whatCannotBeMeantIsRefusedByItsNames() {
        assertThat(problems("{}")).contains("begins", "ends", "mutes");
        assertThat(problems(SOUND.replace("\"Executed\"", "\"Executing\""))).containsExactly("ends");
        assertThat(problems(SOUND.replace("[\"INFO\"]", "[]"))).containsExactly("mutes.levels");
        assertThat(problems(SOUND.replace("\"levels\":[\"INFO\"]", "\"level\":\"INFO\"")))
                .containsExactly("mutes.level");
        assertThat(problems(SOUND.replace("\"atMostMinutes\":60,", ""))).containsExactly("atMostMinutes");
        assertThat(problems(SOUND.replace(":60,", ":10081,"))).containsExactly("atMostMinutes");
        assertThat(problems(SOUND.replace(":60,", ":\"an hour\","))).containsExactly("atMostMinutes");
        assertThat(problems(SOUND.replace("\"me\"", "\"\""))).containsExactly("author");
        ask(400, "POST", ALICE, "", "[]", "");
    }

    @Test
    void othersPathsAndMethodsAreNone() {
        ask(405, "PUT", ALICE, "", "", "");
        ask(404, "GET", ALICE, "inh-none", "", "");
        ask(404, "DELETE", ALICE, "inh-none", "", "");
        ask(405, "POST", ALICE, "inh-none", "", "");
        ask(404, "GET", ALICE, "inh-1/x", "", "");
    }
}
