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
import io.opsbus.notifier.silence.Silence;
import io.opsbus.notifier.store.InMemoryShelf;
import io.opsbus.notifier.store.silence.InMemoryOngoing;
import io.opsbus.notifier.store.silence.LiveMutes;
import io.opsbus.testkit.SettableClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SilenceRoutesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final AccountId ALICE = new AccountId("alice");
    private static final AccountId BOB = new AccountId("bob");
    private static final String SOUND = """
            {"levels":["CRITICAL","WARN"],"names":["Instance:*"],"product":"ECS","resources":["i-1"],"words":"disk or cpu",
             "until":"2026-11-23T14:00:00Z","author":"me","comment":"new kernel"}""";

    private final SettableClock clock = SettableClock.at(Given.NOON);
    private final InMemoryShelf<Silence> shelf = new InMemoryShelf<>("silence", World.of(clock));
    private final LiveMutes live = new LiveMutes(
            shelf, new InMemoryShelf<Inhibition>("inhibition", World.of(clock)), new InMemoryOngoing(), clock);
    private final AtomicInteger ids = new AtomicInteger();
    private final SilenceRoutes routes = new SilenceRoutes(
            new Book<>(shelf, shelf, new Book.Cap(3, "opsbus.notifier.caps.silences")),
            live::inForce,
            live::refresh,
            () -> "k" + ids.incrementAndGet(),
            clock);

    /** Routes of no silence, for tests of other routes. */
    static SilenceRoutes none() {
        return new SilenceRoutesTest().routes;
    }

    private JsonNode ask(int status, String method, AccountId account, String path, String body, String token) {
        var query = path.contains("?") ? path.substring(path.indexOf('?') + 1) : "";
        var bare = path.contains("?") ? path.substring(0, path.indexOf('?')) : path;
        var answer = routes.answer(
                new ApiRequest(
                        method,
                        "/",
                        query,
                        token.isEmpty() ? Map.of() : Map.of("idempotency-key", token),
                        Optional.of(new ApiRequest.Content(body.getBytes(UTF_8)))),
                account,
                bare.isEmpty() ? List.of() : List.of(bare.split("/", -1)));
        var text = new String(answer.body(), UTF_8);
        assertThat(answer.status()).as(text).isEqualTo(status);
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }

    private String make(AccountId account, String body) {
        return ask(201, "POST", account, "", body, "").path("id").asText();
    }

    private List<String> listed(AccountId account, String query) {
        return ask(200, "GET", account, query, "", "").path("silences").findValuesAsText("id");
    }

    @Test
    void oneIsMadeToldWholeAndInForceBeforeTheAnswer() {
        var made = ask(201, "POST", ALICE, "", SOUND, "");
        assertThat(live.inForce().count(ALICE, Given.NOON)).isEqualTo(1);
        assertThat(made.toString())
                .isEqualTo("{\"id\":\"sil-k1\",\"state\":\"active\",\"from\":\"2026-11-23T12:00:00Z\","
                        + "\"until\":\"2026-11-23T14:00:00Z\",\"product\":\"ECS\",\"levels\":[\"CRITICAL\",\"WARN\"],"
                        + "\"names\":[\"Instance:*\"],\"resources\":[\"i-1\"],\"words\":\"disk or cpu\","
                        + "\"author\":\"me\",\"comment\":\"new kernel\",\"madeAt\":\"2026-11-23T12:00:00Z\"}");
        assertThat(ask(200, "GET", ALICE, "sil-k1", "", "")).isEqualTo(made);
    }

    @Test
    void nobodySeesOrEndsAnothersSilence() {
        var id = make(ALICE, SOUND);
        ask(404, "GET", BOB, id, "", "");
        ask(404, "POST", BOB, id + ":expire", "", "");
        assertThat(listed(BOB, "")).isEmpty();
        assertThat(live.inForce().count(ALICE, Given.NOON)).isEqualTo(1);
    }

    @Test
    void aRepeatedRequestWithItsTokenIsOneSilenceAndAnotherAccountsTokenIsAnother() {
        var first = ask(201, "POST", ALICE, "", SOUND, "once");
        assertThat(ask(201, "POST", ALICE, "", SOUND, "once")).isEqualTo(first);
        assertThat(listed(ALICE, "")).hasSize(1);
        assertThat(ask(201, "POST", BOB, "", SOUND, "once")).isNotEqualTo(first);
        ask(400, "POST", ALICE, "", SOUND, "x".repeat(65));
    }

    @Test
    void itEndsEarlyAtOnceAndOnceMoreChangesNothing() {
        var id = make(ALICE, SOUND);
        clock.advance(Duration.ofMinutes(5));
        var ended = ask(200, "POST", ALICE, id + ":expire", "", "");
        assertThat(ended.path("state").asText()).isEqualTo("ended");
        assertThat(ended.path("until").asText()).isEqualTo("2026-11-23T12:05:00Z");
        assertThat(live.inForce().count(ALICE, clock.instant())).isZero();
        clock.advance(Duration.ofMinutes(5));
        assertThat(ask(200, "POST", ALICE, id + ":expire", "", "")).isEqualTo(ended);
    }

    @Test
    void theyAreListedByTheirStateTheLastToEndFirst() {
        var first = make(ALICE, SOUND);
        var later = make(ALICE, SOUND.replace("\"until\"", "\"from\":\"2026-11-23T13:00:00Z\",\"until\""));
        var longer = make(ALICE, SOUND.replace("T14:", "T15:"));
        assertThat(listed(ALICE, "")).containsExactly(longer, later, first);
        assertThat(listed(ALICE, "?state=pending")).containsExactly(later);
        ask(200, "POST", ALICE, longer + ":expire", "", "");
        assertThat(listed(ALICE, "?state=active")).containsExactly(first);
        assertThat(listed(ALICE, "?state=ended")).containsExactly(longer);
        ask(400, "GET", ALICE, "?state=asleep", "", "");
        ask(400, "GET", ALICE, "?account=bob", "", "");
    }

    @Test
    void anAccountHasNoMoreThatAreNotOverThanItsCap() {
        var first = make(ALICE, SOUND);
        make(ALICE, SOUND);
        make(ALICE, SOUND);
        assertThat(ask(409, "POST", ALICE, "", SOUND, "").path("code").asText()).isEqualTo("TooManySilences");
        make(BOB, SOUND);
        ask(200, "POST", ALICE, first + ":expire", "", "");
        make(ALICE, SOUND);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"levels\":\"WARN\"}",
                "{\"target\":{}}",
                "{\"until\":7}",
            })
    void whatCannotBeMeantIsRefusedByItsNames(String body) {
        assertThat(ask(400, "POST", ALICE, "", body, "").path("errors")).isNotEmpty();
        assertThat(listed(ALICE, "")).isEmpty();
    }

    @Test
    void othersPathsMethodsAndBodiesAreNone() {
        ask(400, "POST", ALICE, "", "[]", "");
        ask(405, "PUT", ALICE, "", "", "");
        ask(404, "GET", ALICE, "sil-none", "", "");
        ask(404, "POST", ALICE, "sil-none:expire", "", "");
        var id = make(ALICE, SOUND);
        ask(405, "DELETE", ALICE, id, "", "");
        ask(405, "GET", ALICE, id + ":expire", "", "");
        ask(404, "GET", ALICE, id + "/x", "", "");
    }
}
