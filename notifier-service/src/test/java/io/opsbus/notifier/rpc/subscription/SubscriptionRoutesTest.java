package io.opsbus.notifier.rpc.subscription;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.Given;
import io.opsbus.notifier.Subscription;
import io.opsbus.notifier.SubscriptionId;
import io.opsbus.notifier.rpc.ApiAnswer;
import io.opsbus.notifier.rpc.ApiRequest;
import io.opsbus.notifier.targets.Secret;
import io.opsbus.notifier.targets.Webhook;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A subscription is changed in place: its id stays, and so does every secret that is not given anew. */
class SubscriptionRoutesTest {
    private static final SubscriptionId ID = new SubscriptionId("sub-n1");
    private static final String OLD = secret('a');
    private static final String NEW = secret('b');
    private static final String TARGET = """
        {"type":"webhook","url":"https://hooks.example/x","headers":{"X-Key":"k3y"},"secrets":["%s"]}""".formatted(OLD);

    private final SubscriptionsInMemory subscriptions = new SubscriptionsInMemory();
    private final SubscriptionRoutes routes = subscriptions.routes(new SubscriptionRoutes.Allowed(_ -> List.of(), 10));

    private static String secret(char of) {
        return "whsec_"
                + Base64.getEncoder()
                        .encodeToString(String.valueOf(of).repeat(24).getBytes(UTF_8));
    }

    private static String subscription(String target, String more) {
        return "{\"levels\":[\"CRITICAL\"],\"names\":[\"Disk:*\"],\"product\":\"ECS\",\"resources\":[\"*\"]," + more
                + "\"target\":" + target + "}";
    }

    private ApiAnswer ask(AccountId account, String method, String body, String... path) {
        var content = Optional.of(new ApiRequest.Content(body.getBytes(UTF_8)));
        return routes.answer(new ApiRequest(method, "/", "", Map.of(), content), account, List.of(path));
    }

    private String put(int status, String body) {
        var answer = ask(Given.ACCOUNT, "PUT", body, ID.value());
        var text = new String(answer.body(), UTF_8);
        assertThat(answer.status()).as(text).isEqualTo(status);
        assertThat(text).doesNotContain(OLD, NEW, "k3y");
        return text;
    }

    private Subscription now() {
        return subscriptions.find(ID).orElseThrow();
    }

    private Webhook webhook() {
        return (Webhook) now().target();
    }

    private List<String> secrets() {
        return webhook().secrets().stream().map(Secret::reveal).toList();
    }

    @BeforeEach
    void thereIsOne() {
        assertThat(ask(Given.ACCOUNT, "POST", subscription(TARGET, "")).status())
                .isEqualTo(201);
    }

    @Test
    void aSecretIsRotatedInTwoStepsAndTheOtherOneIsNeverGivenAgain() {
        var both = TARGET.replace(OLD, NEW + "\",\"******").replace("k3y", "******");
        assertThat(put(200, subscription(both, "")))
                .contains("\"id\":\"sub-n1\"", "\"version\":2", "\"secrets\":[\"******\",\"******\"]");
        assertThat(subscriptions.commits())
                .as("events are told by it before the answer")
                .isEqualTo(2);
        assertThat(secrets()).containsExactly(NEW, OLD);
        put(200, subscription(TARGET.replace(OLD, "******").replace("k3y", "******"), ""));
        assertThat(secrets()).as("the newest stays").containsExactly(NEW);
        assertThat(webhook().headers().get("x-key")).isEqualTo(Secret.of("k3y"));
        assertThat(now().version()).isEqualTo(3);
    }

    @Test
    void toMakeOneMoreReadsNoneOfThoseThereAre() {
        assertThat(ask(Given.ACCOUNT, "POST", subscription(TARGET, "")).status())
                .isEqualTo(201);
        assertThat(subscriptions.lists()).isZero();
    }

    @Test
    void whatWasToldIsPutBackWholeAndChangesNothingButTheVersion() {
        var before = now();
        var told = new String(ask(Given.ACCOUNT, "GET", "", ID.value()).body(), UTF_8);
        put(200, told);
        assertThat(now()).isEqualTo(before.after(before));
        assertThat(put(409, told)).as("it has another version now").contains("\"code\":\"Changed\"");
    }

    @Test
    void whatIsLeftOutIsAsInANewOneButTheSwitchStays() {
        put(200, subscription(TARGET, "\"enabled\":false,\"mergeSeconds\":60,\"resourceOrder\":\"BLOCK\","));
        put(200, subscription(TARGET, ""));
        assertThat(now().enabled()).isFalse();
        assertThat(now().pace().merge()).isZero();
        assertThat(now().order().isKept()).isFalse();
        put(200, subscription(TARGET, "\"enabled\":true,"));
        assertThat(now().enabled()).isTrue();
    }

    @Test
    void aFallbackIsAddedKeptAndTakenAway() {
        var robot = "\"fallback\":{\"type\":\"robot\",\"family\":\"feishu\","
                + "\"url\":\"https://open.feishu.cn/hook/t0ken\",\"secret\":\"s3cond\"},";
        var told = put(200, subscription(TARGET, robot));
        assertThat(told)
                .doesNotContain("t0ken", "s3cond")
                .contains("\"targetId\":\"tgt-n1\"", "\"fallbackTargetId\":\"fbk-n1\"");
        put(200, told.replace("\"Disk:*\"", "\"Instance:*\""));
        assertThat(now().fallback().orElseThrow().target().form())
                .containsEntry("secret", Secret.of("s3cond"))
                .containsEntry("url", Secret.of("https://open.feishu.cn/hook/t0ken"));
        put(200, subscription(TARGET, ""));
        assertThat(now().fallback()).isEmpty();
    }

    @Test
    void whatIsSentAsItIsDoesNotFollowToAnotherHost() {
        var kept = TARGET.replace(OLD, "******").replace("k3y", "******");
        put(200, subscription(kept.replace("/x", "/y"), ""));
        assertThat(put(400, subscription(kept.replace("hooks.example", "elsewhere.example"), "")))
                .contains("{\"field\":\"target.headers\",\"code\":\"Moved\"");
        put(
                200,
                subscription(
                        kept.replace("hooks.example", "elsewhere.example").replace("{\"X-Key\":\"******\"}", "{}"),
                        ""));
        assertThat(secrets()).as("a signature gives no secret away").containsExactly(OLD);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"type\":\"webhook\" | \"type\":\"function\" | target.secrets",
                "\"type\":\"webhook\",\"url\":\"https://hooks.example/x\",\"headers\":{\"X-Key\":\"k3y\"},\"secrets\":[\"SECRET\"] | \"type\":\"mail\",\"to\":[\"a@b.example\"] | target.type",
                "\"X-Key\":\"k3y\" | \"X-Other\":\"******\" | target.headers",
                "[\"SECRET\"] | [\"******\",\"******\"] | target.secrets",
                "\"url\":\"https | \"url\":\"ftp | target.url",
            })
    void whatCannotBeMeantIsRefusedByNameAndNothingChanges(String from, String to, String field) {
        var wrong = TARGET.replace(from.replace("SECRET", OLD), to);
        assertThat(wrong).isNotEqualTo(TARGET);
        assertThat(put(400, subscription(wrong, ""))).contains("\"field\":\"" + field);
        assertThat(now().version()).isEqualTo(1);
    }

    @Test
    void idAndAccountCannotBeChangedAndAnothersIsNotThere() {
        assertThat(put(400, subscription(TARGET, "\"id\":\"sub-n2\",\"accountId\":\"mallory\",")))
                .contains("\"field\":\"id\"", "\"field\":\"accountId\"");
        assertThat(put(400, subscription(TARGET, "\"targetId\":\"tgt-n2\",\"fallbackTargetId\":\"tgt-n1\",")))
                .contains("\"field\":\"targetId\"", "\"field\":\"fallbackTargetId\"");
        assertThat(put(400, subscription(TARGET, "\"targetId\":7,"))).contains("\"field\":\"targetId\"");
        assertThat(put(400, subscription(TARGET, "\"version\":\"1\","))).contains("\"field\":\"version\"");
        assertThat(put(409, subscription(TARGET, "\"version\":7,"))).contains("read it again");
        assertThat(ask(new AccountId("mallory"), "PUT", subscription(TARGET, ""), ID.value())
                        .status())
                .isEqualTo(404);
        assertThat(put(400, "[]")).contains("MalformedJson");
    }
}
