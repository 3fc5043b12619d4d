package io.opsbus.notifier.rpc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.Given;
import io.opsbus.notifier.delivery.DeadReason;
import io.opsbus.notifier.redrive.DeadDelivery;
import io.opsbus.notifier.store.InMemoryParking;
import io.opsbus.notifier.store.redrive.InMemoryRedrives;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedriveRoutesTest {
    private static final AccountId MALLORY = new AccountId("mallory");

    private final InMemoryParking parking = new InMemoryParking();
    private final InMemoryRedrives redrives = new InMemoryRedrives(parking);
    private final RedriveRoutes routes = new RedriveRoutes(redrives, redrives, 2, this::fresh, () -> Given.NOON);
    private int last;

    private String fresh() {
        return Integer.toString(++last);
    }

    @BeforeEach
    void twoHaveDied() {
        var to = Given.subscription("s", Given.everything());
        redrives.keep(
                List.of(
                        new DeadDelivery(Given.delivery(to, 1, Given.NOON), "r", DeadReason.GONE, 1, Given.NOON),
                        new DeadDelivery(Given.delivery(to, 2, Given.NOON), "r", DeadReason.EXPIRED, 9, Given.NOON)),
                Given.NOON);
    }

    private String ask(int status, String method, AccountId account, String form, String... path) {
        return asked(status, new ApiRequest(method, "/", "", Map.of(), content(form)), account, path);
    }

    private String askOnce(int status, AccountId account, String token, String form) {
        return asked(status, new ApiRequest("POST", "/", "", Map.of("idempotency-key", token), content(form)), account);
    }

    private static Optional<ApiRequest.Content> content(String form) {
        return Optional.of(new ApiRequest.Content(form.getBytes(UTF_8)));
    }

    private String asked(int status, ApiRequest request, AccountId account, String... path) {
        var answer = routes.answer(request, account, List.of(path));
        var text = new String(answer.body(), UTF_8);
        assertThat(answer.status()).as(text).isEqualTo(status);
        return text;
    }

    @Test
    void aDryRunAnswersTheExactCountAndMovesNothing() {
        assertThat(ask(200, "POST", Given.ACCOUNT, "status=gone&dryRun=true")).isEqualTo("{\"count\":1}");
        assertThat(ask(200, "POST", Given.ACCOUNT, "all=true&dryRun=true")).isEqualTo("{\"count\":2}");
        assertThat(ask(200, "POST", MALLORY, "all=true&dryRun=true")).isEqualTo("{\"count\":0}");
        assertThat(ask(200, "GET", Given.ACCOUNT, "")).isEqualTo("{\"redrives\":[]}");
    }

    @Test
    void aJobTellsHowFarItIsAndOnlyToItsAccount() {
        assertThat(ask(202, "POST", Given.ACCOUNT, "rule=r&rate=1"))
                .isEqualTo("{\"id\":\"rdr-1\",\"state\":\"running\",\"total\":2,\"moved\":0,\"rate\":1,"
                        + "\"startedAt\":\"2026-11-23T12:00:00Z\",\"rule\":\"r\"}");
        redrives.step(Given.NOON.plusSeconds(1));
        assertThat(parking.count()).isEqualTo(1);
        assertThat(ask(200, "GET", Given.ACCOUNT, "", "rdr-1")).contains("\"moved\":1");
        ask(404, "GET", MALLORY, "", "rdr-1");
        ask(404, "POST", MALLORY, "", "rdr-1:stop");
        assertThat(ask(200, "POST", Given.ACCOUNT, "", "rdr-1:stop")).contains("stopped", "endedAt");
    }

    @Test
    void theSameTokenIsTheSameJobAndOneOfItsAccountAlone() {
        var first = askOnce(202, Given.ACCOUNT, "t-1", "all=true&rate=1");
        assertThat(askOnce(202, Given.ACCOUNT, "t-1", "all=true&rate=1")).isEqualTo(first);
        assertThat(askOnce(202, MALLORY, "t-1", "all=true&rate=1")).isNotEqualTo(first);
        assertThat(askOnce(202, Given.ACCOUNT, "t-2", "all=true&rate=1")).isNotEqualTo(first);
        assertThat(ask(200, "GET", Given.ACCOUNT, "").split("\"id\"", -1)).hasSize(3);
        askOnce(400, Given.ACCOUNT, "", "all=true");
        askOnce(400, Given.ACCOUNT, "x".repeat(65), "all=true");
    }

    @Test
    void anAccountHasAsManyRunningAsTheSettingSays() {
        var first = askOnce(202, Given.ACCOUNT, "t-1", "all=true&rate=1");
        ask(202, "POST", Given.ACCOUNT, "rule=r&rate=1");
        assertThat(ask(409, "POST", Given.ACCOUNT, "all=true"))
                .contains("TooManyRedrives", "opsbus.notifier.caps.redrives");
        assertThat(askOnce(202, Given.ACCOUNT, "t-1", "all=true&rate=1"))
                .as("a repeated request begins none")
                .isEqualTo(first);
        ask(202, "POST", MALLORY, "all=true");
        redrives.of(Given.ACCOUNT, 1).forEach(one -> redrives.stop(Given.ACCOUNT, one.id(), Given.NOON));
        ask(202, "POST", Given.ACCOUNT, "all=true");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | all",
                "all=false | all",
                "all=true&rule=r | all",
                "all=yes | all",
                "status=poison | status",
                "status=dead | status",
                "rule=r&rate=0 | rate",
                "rule=r&rate=10001 | rate",
                "rule=r&dryRun=1 | dryRun",
                "account=mallory&all=true | account",
                "limit=1&all=true | limit",
            })
    void whatCannotBeMeantIsRefusedByItsNameAndMovesNothing(String form, String field) {
        assertThat(ask(400, "POST", Given.ACCOUNT, form)).contains("\"field\":\"" + field + "\"");
        assertThat(ask(200, "GET", Given.ACCOUNT, "")).isEqualTo("{\"redrives\":[]}");
    }

    private String list(int status, String query) {
        return asked(status, new ApiRequest("GET", "/", query, Map.of(), Optional.empty()), Given.ACCOUNT);
    }

    @Test
    void theyAreListedInPages() {
        ask(202, "POST", Given.ACCOUNT, "all=true");
        ask(202, "POST", Given.ACCOUNT, "rule=r");
        var first = list(200, "limit=1");
        assertThat(first).contains("\"id\":\"rdr-2\"").doesNotContain("rdr-1\"");
        var next = first.replaceAll(".*\"next\":\"([^\"]+)\".*", "$1");
        var second = list(200, "limit=1&after=" + next);
        assertThat(second).contains("\"id\":\"rdr-1\"").doesNotContain("rdr-2\",\"state");
        assertThat(list(200, "limit=2&after=" + next)).doesNotContain("next");
        assertThat(list(400, "after=x")).contains("\"field\":\"after\"");
        assertThat(list(400, "limit=0")).contains("\"field\":\"limit\"");
        assertThat(list(400, "page=2")).contains("\"field\":\"page\"");
    }

    @Test
    void othersPathsAndMethodsAreNone() {
        ask(405, "PUT", Given.ACCOUNT, "");
        ask(405, "POST", Given.ACCOUNT, "", "rdr-1");
        ask(405, "GET", Given.ACCOUNT, "", "rdr-1:stop");
        ask(404, "GET", Given.ACCOUNT, "", "nobody");
        ask(404, "GET", Given.ACCOUNT, "", "rdr-1", "x");
    }
}
