package io.opsbus.notifier.rpc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.LogLines;
import io.opsbus.notifier.channel.Sent;
import io.opsbus.notifier.rpc.audit.AuditLog;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a subscription lives through, and who may see it. */
class ApiTest extends ApiScene {
    @Test
    void aSoundSubscriptionIsMadeListedShownSwitchedAndDeleted() {
        var answer = post(SOUND);
        assertThat(answer.status()).isEqualTo(201);
        assertThat(subscriptions.commits())
                .as("rules are told before the answer")
                .isEqualTo(1);
        assertThat(text(answer)).contains("\"id\":\"sub-n1\"", "x-key").doesNotContain("s3cret");
        assertThat(text(ask("GET", PATH, "", Map.of()))).contains("sub-n1");
        assertThat(ask("GET", PATH + "/sub-n1", "", Map.of()).status()).isEqualTo(200);
        assertThat(text(ask("POST", PATH + "/sub-n1:disable", "", Map.of()))).contains("\"enabled\":false");
        assertThat(text(ask("POST", PATH + "/sub-n1:enable", "", Map.of()))).contains("\"version\":3");
        assertThat(ask("DELETE", PATH + "/sub-n1", "", Map.of()).status()).isEqualTo(204);
        assertThat(ask("GET", PATH + "/sub-n1", "", Map.of()).status()).isEqualTo(404);
    }

    @Test
    void whatAnOperatorChangesIsALineOfTheLogThatTellsNoSecret() {
        try (var lines = new LogLines(AuditLog.class.getName())) {
            post(SOUND);
            post("{}");
            ask("GET", PATH, "", Map.of());
            ask("PUT", PATH + "/sub-n1", SOUND, Map.of());
            ask("POST", PATH + "/sub-n1:preview", Sent.REBOOT, Map.of());
            ask("POST", PATH + "/sub-n1:disable", "", Map.of());
            ask("POST", PATH.replace("subscriptions", "sending:stop"), "why=s3cret", Map.of());
            ask("POST", "/sending:stop", "", Map.of());
            ask("POST", PATH.replace("subscriptions", "deliveries/redrives"), "all=true&dryRun=true", Map.of());
            ask("DELETE", PATH + "/sub-n1", "", Map.of());
            assertThat(lines.all())
                    .allSatisfy(line -> assertThat(line).contains("from=").doesNotContain("s3cret", "hooks.example"))
                    .satisfiesExactly(
                            line -> assertThat(line).contains("did=POST subscriptions about=sub-n1 status=201"),
                            line -> assertThat(line).contains("did=PUT subscriptions/sub-n1 about=sub-n1 status=200"),
                            line -> assertThat(line).contains("did=POST subscriptions/sub-n1:disable"),
                            line -> assertThat(line).contains("accountId=169070*****30 did=POST sending:stop"),
                            line -> assertThat(line).contains("accountId=* did=POST /sending:stop"),
                            line -> assertThat(line).contains("did=DELETE subscriptions/sub-n1 about= status=204"));
        }
    }

    @Test
    void aRequestRepeatedWithItsTokenMakesNoSecondSubscription() {
        for (var name : List.of("clienttoken", "idempotency-key")) {
            var first = ask("POST", PATH, SOUND, Map.of(name, "t-" + name));
            var second = ask("POST", PATH, SOUND, Map.of(name, "t-" + name));
            assertThat(second.status()).isEqualTo(201);
            assertThat(text(second)).isEqualTo(text(first));
        }
        assertThat(ask("POST", PATH, SOUND, Map.of("clienttoken", "x".repeat(65)))
                        .status())
                .isEqualTo(400);
        assertThat(ask("POST", PATH, SOUND, Map.of("clienttoken", "")).status()).isEqualTo(400);
    }

    @Test
    void anotherAccountSeesNothingAndChangesNothing() {
        post(SOUND);
        var foreign = "/accounts/other/subscriptions";
        assertThat(text(ask("GET", foreign, "", Map.of()))).isEqualTo("{\"subscriptions\":[]}");
        for (var method : List.of("GET", "DELETE")) {
            assertThat(ask(method, foreign + "/sub-n1", "", Map.of()).status()).isEqualTo(404);
        }
        assertThat(ask("POST", foreign + "/sub-n1:disable", "", Map.of()).status())
                .isEqualTo(404);
        assertThat(ask("GET", PATH + "/sub-n1", "", Map.of()).status()).isEqualTo(200);
    }

    @Test
    void aPreviewSaysWhatATargetWouldBeToldAndTellsNobody() {
        post(SOUND);
        var raw = ask("POST", PATH + "/sub-n1:preview", Sent.REBOOT, Map.of());
        assertThat(text(raw)).contains("\\\"name\\\":\\\"Instance:SystemMaintenance.Reboot:Scheduled\\\"");
        post(SOUND.replaceAll("\"target\":.*", "\"target\":{\"type\":\"mail\",\"to\":[\"a@b.example\"]}}"));
        var mail = ask("POST", PATH + "/sub-n2:preview", Sent.REBOOT, Map.of());
        assertThat(text(mail)).startsWith("{\"subject\":\"[严重] ").contains("\"html\":\"<!DOCTYPE html>");
        assertThat(ask("POST", PATH + "/sub-n2:preview", "{}", Map.of()).status())
                .isEqualTo(400);
        assertThat(ask("POST", "/accounts/other/subscriptions/sub-n2:preview", Sent.REBOOT, Map.of())
                        .status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/accounts",
                "/accounts//subscriptions",
                "/accounts/a%00/subscriptions",
                "/accounts/%zz/subscriptions",
                "/accounts/a/subscriptions/x/y",
                "/accounts/a/b",
                "/deliveries",
            })
    void unknownPathsAreNotFound(String path) {
        assertThat(ask("GET", path, "", Map.of()).status()).isEqualTo(404);
    }

    @Test
    void aBodyThatIsTooLargeIsRefused() {
        var answer = api.answer(new ApiRequest("POST", PATH, "", Map.of(), Optional.empty()));
        assertThat(answer.status()).isEqualTo(413);
    }

    @Test
    void statsTellWhatIsParked() {
        assertThat(text(ask("GET", "/deliveries/stats", "", Map.of())))
                .contains("\"parkedNow\":7", "\"templatesFailed\":0");
    }

    @Test
    void anAccountHasAsManySubscriptionsAsTheSettingSays() {
        var capped = api(2);
        var keyed = Map.of("clienttoken", "t-1");
        assertThat(made(capped, keyed).status()).isEqualTo(201);
        assertThat(made(capped, Map.of()).status()).isEqualTo(201);
        var refused = made(capped, Map.of());
        assertThat(refused.status()).isEqualTo(409);
        assertThat(text(refused)).contains("TooManySubscriptions", "opsbus.notifier.caps.subscriptions");
        assertThat(made(capped, keyed).status())
                .as("a repeated request makes none")
                .isEqualTo(201);
    }

    private static ApiAnswer made(Api by, Map<String, String> headers) {
        return by.answer(
                new ApiRequest("POST", PATH, "", headers, Optional.of(new ApiRequest.Content(SOUND.getBytes(UTF_8)))));
    }
}
