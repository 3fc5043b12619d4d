package io.opsbus.notifier.channel.sms;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.channel.Peer;
import io.opsbus.notifier.channel.Read;
import io.opsbus.notifier.channel.Sent;
import io.opsbus.notifier.channel.text.Wording;
import io.opsbus.notifier.delivery.Fault;
import io.opsbus.notifier.delivery.Outcome;
import io.opsbus.notifier.delivery.Outcome.Trouble;
import io.opsbus.notifier.delivery.Outcome.Verdict;
import io.opsbus.notifier.delivery.Progress;
import io.opsbus.notifier.store.budget.InMemorySpending;
import io.opsbus.notifier.targets.Secret;
import io.opsbus.notifier.targets.Target;
import io.opsbus.notifier.targets.Target.Login;
import io.opsbus.rpc.signature.AccessKeySecret;
import io.opsbus.rpc.signature.SignatureV1;
import io.opsbus.rpc.signature.Verdict.Match;
import java.net.URI;
import java.net.URLDecoder;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SendSmsChannelTest {
    private static final Target SMS =
            Read.target(Map.of("type", "sms", "to", List.of("+8613800138000", "8613900139000"), "language", "zh"));

    private final Peer peer = Peer.start();

    @AfterEach
    void stop() {
        peer.close();
    }

    private static Outcome send(Peer to) {
        return Sent.to(SMS).on(channel(to));
    }

    private static SendSmsChannel channel(Peer to) {
        return channel(to, new SmsBudget(new InMemorySpending(), 0, to.clock()));
    }

    private static SendSmsChannel channel(Peer to, SmsBudget budget) {
        var service =
                new SmsService(URI.create(to.url("/")), new Login("AK", Secret.of("s3cret")), "运维", "SMS_1", "content");
        return new SendSmsChannel(service, to.client(), new Wording(), to.clock(), budget);
    }

    @Test
    void theCallIsSignedAndNamesWhomAndWhat() {
        peer.answers(200, "{\"Code\":\"OK\",\"Message\":\"OK\",\"BizId\":\"1\",\"RequestId\":\"2\"}");
        assertThat(send(peer).verdict()).isEqualTo(Verdict.DELIVERED);
        assertThat(calls())
                .extracting(call -> call.get("PhoneNumbers"))
                .containsExactlyInAnyOrder("+8613800138000", "8613900139000");
        var parameters = calls().getFirst();
        assertThat(SignatureV1.verify("POST", parameters, new AccessKeySecret("s3cret")))
                .isInstanceOf(Match.class);
        assertThat(parameters)
                .containsEntry("Action", "SendSms")
                .containsEntry("SignName", "运维")
                .containsEntry("Timestamp", "2026-11-23T12:00:00Z");
        assertThat(parameters.get("TemplateParam")).startsWith("{\"content\":\"[严重]");
    }

    @Test
    void whatTheBudgetDoesNotSufficeForRestsUntilTheNextDayAndWhatIsRefusedCostsNothing() {
        var spending = new InMemorySpending();
        peer.answers(200, "{\"Code\":\"isv.OUT_OF_SERVICE\"}");
        var budget = new SmsBudget(spending, 10, peer.clock());
        for (var time = 0; time < 20; time++) {
            assertThat(Sent.to(SMS).on(channel(peer, budget)).label()).isEqualTo("sms-later");
        }
        peer.answers(200, "{\"Code\":\"OK\"}");
        var sent = peer.received().size();
        var outcome = Sent.to(SMS).on(channel(peer, budget));
        for (var time = 0; time < 5 && outcome.verdict() == Verdict.DELIVERED; time++) {
            outcome = Sent.to(SMS).on(channel(peer, budget));
        }
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Postponed.class, rest -> {
            assertThat(rest.by()).isEqualTo(Duration.ofHours(12));
            assertThat(rest.isRest()).isTrue();
        });
        assertThat(peer.received().size() - sent).isBetween(1, 10);
        assertThat(spending.untold(peer.clock().instant(), peer.clock().instant()))
                .hasSize(1);
    }

    private List<Map<String, String>> calls() {
        return peer.received().stream()
                .map(one -> parameters(one.body().text()))
                .toList();
    }

    private static Map<String, String> parameters(String form) {
        var parameters = new HashMap<String, String>();
        for (var pair : form.split("&", -1)) {
            var at = pair.indexOf('=');
            parameters.put(
                    URLDecoder.decode(pair.substring(0, at), UTF_8), URLDecoder.decode(pair.substring(at + 1), UTF_8));
        }
        return parameters;
    }

    @Test
    void aWrongNumberKeepsNobodyWaitingAndWhoHasItDoesNotGetItAgain() {
        peer.answers(form -> "8613900139000".equals(parameters(form).get("PhoneNumbers"))
                ? "{\"Code\":\"isv.MOBILE_NUMBER_ILLEGAL\",\"Message\":\"why\"}"
                : "{\"Code\":\"OK\"}");
        var outcome = send(peer);
        assertThat(outcome.verdict()).isEqualTo(Verdict.DELIVERED);
        assertThat(outcome.label()).isEqualTo("sms-partly");
        assertThat(outcome.said()).contains("8613900139000: ", "isv.MOBILE_NUMBER_ILLEGAL");
        peer.answers(form -> "8613900139000".equals(parameters(form).get("PhoneNumbers"))
                ? "{\"Code\":\"isp.SYSTEM_ERROR\"}"
                : "{\"Code\":\"OK\"}");
        var later = send(peer);
        assertThat(later.verdict()).isEqualTo(Verdict.RETRY);
        assertThat(later.progress()).isEqualTo(new Progress(Set.of("+8613800138000"), Set.of()));
        peer.answers(200, "{\"Code\":\"OK\"}");
        var before = calls().size();
        assertThat(Sent.to(SMS).after(later.progress()).on(channel(peer)).verdict())
                .isEqualTo(Verdict.DELIVERED);
        assertThat(calls().subList(before, calls().size()))
                .extracting(call -> call.get("PhoneNumbers"))
                .containsExactly("8613900139000");
    }

    @ParameterizedTest
    @CsvSource({
        "200, isv.BUSINESS_LIMIT_CONTROL, RETRY",
        "200, isp.SYSTEM_ERROR, RETRY",
        "200, isv.MOBILE_NUMBER_ILLEGAL, RETRY_REFUSED",
        "400, isv.SMS_TEMPLATE_ILLEGAL, RETRY_REFUSED",
        "400, SignatureDoesNotMatch, RETRY_REFUSED",
        "503, ServiceUnavailable, RETRY",
        "410, InvalidVersion, RETRY_REFUSED",
    })
    void theCodeInTheBodyIsTheVerdict(int status, String code, Verdict verdict) {
        peer.answers(status, "{\"Code\":\"" + code + "\",\"Message\":\"why\"}");
        var outcome = send(peer);
        assertThat(outcome.verdict()).isEqualTo(verdict);
        assertThat(outcome.said()).contains(code);
    }

    @Test
    void aForbiddenAddressIsNotDialled() {
        try (var forbidden = Peer.forbidden()) {
            assertThat(send(forbidden)).isEqualTo(Fault.ofServer(new Outcome.Unanswered(Trouble.BLOCKED)));
            assertThat(forbidden.connections()).isZero();
        }
    }
}
