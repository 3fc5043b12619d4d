package io.opsbus.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubscriptionDraftTest {
    private static final SubscriptionDraft SOUND = new SubscriptionDraft(
            List.of("CRITICAL", "WARN"),
            List.of("Instance:StateChange", "Disk:*"),
            "ECS",
            List.of("*"),
            Optional.empty(),
            webhook("https://hooks.example.com:8443/in?k=v", Map.of("X-Team", "ops")),
            true);

    private static Map<String, Object> webhook(String url, Map<String, String> headers) {
        return Map.of("type", "webhook", "url", url, "headers", headers);
    }

    private static List<String> problems(SubscriptionDraft draft) {
        return switch (draft.check(new SubscriptionId("sub-1"), Given.ACCOUNT)) {
            case SubscriptionDraft.Checked.Sound _ -> List.of();
            case SubscriptionDraft.Checked.Unsound(var problems) ->
                problems.stream().map(p -> p.field() + " " + p.code()).toList();
        };
    }

    private static SubscriptionDraft url(String url) {
        return new SubscriptionDraft(
                SOUND.levels(),
                SOUND.names(),
                "ECS",
                SOUND.resources(),
                Optional.empty(),
                webhook(url, Map.of()),
                true);
    }

    private static SubscriptionDraft header(String name, String value) {
        return new SubscriptionDraft(
                SOUND.levels(),
                SOUND.names(),
                "ECS",
                SOUND.resources(),
                Optional.empty(),
                webhook("https://hooks.example.com/", Map.of(name, value)),
                true);
    }

    @Test
    void aSoundDraftBecomesVersionOne() {
        assertThat(problems(SOUND)).isEmpty();
    }

    @Test
    void everyProblemIsNamedAtOnce() {
        var draft = new SubscriptionDraft(
                List.of("critical"),
                List.of("a b", "**"),
                "RDS",
                List.of("i-1", "*"),
                Optional.of(List.of()),
                webhook("ftp://x", Map.of("Host", "x")),
                true);
        assertThat(problems(draft))
                .containsExactlyInAnyOrder(
                        "levels[0] Unknown",
                        "names[0] Invalid",
                        "names[1] Invalid",
                        "product Unknown",
                        "resources[1] Invalid",
                        "statuses Missing",
                        "target.url Invalid",
                        "target.headers.Host Forbidden");
    }

    @Test
    void nothingNamedIsRefusedAndNeverMeansEverything() {
        var draft = new SubscriptionDraft(List.of(), List.of(), "", List.of(), Optional.empty(), SOUND.target(), true);
        assertThat(problems(draft))
                .containsExactly("levels Missing", "names Missing", "product Missing", "resources Missing");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hook",
                "//host/x",
                "file:///etc/passwd",
                "gopher://host/",
                "jar:http://host/",
                "http:///x",
                "http://",
                "http://user@host/",
                "http://user:pw@host/",
                "http://@host/",
                "http://host:0/",
                "http://host:65536/",
                "http://host:99999999999/",
                "http://host:/",
                "http://host:-1/",
                "http://host/#f",
                "http://ho st/",
                "http://host/\r\nX: y",
                "http://[fe80::1%25eth0]/",
                "http://[::1/",
                "http://2130706433/",
                "http://0x7f000001/",
                "http://0177.0.0.1/x y",
                "http://host\\@evil/",
                "http://ho\u0000st/",
                "http://ｅxample.com/",
            })
    void anAddressThatIsNotPlainHttpIsRefused(String url) {
        assertThat(problems(url(url))).containsExactly("target.url Invalid");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host",
                "content-length",
                "Content-Type",
                "Transfer-Encoding",
                "CONNECTION",
                "Upgrade",
                "TE",
                "Webhook-Id",
                "webhook-signature",
                "x-opsbus-attempt",
                "traceparent",
                "Expect",
                "Proxy-Authorization",
            })
    void headersTheSenderSetsAreForbidden(String name) {
        assertThat(problems(header(name, "x"))).containsExactly("target.headers." + name + " Forbidden");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a:b", "a\r\nb", "ä", "a\u0000"})
    void aHeaderNameThatIsNoTokenIsRefused(String name) {
        assertThat(problems(header(name, "x"))).containsExactly("target.headers Invalid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nEvil: 1", "a\nb", "a\u0000", " a", "a ", "\tä", "\u007f"})
    void aHeaderValueCannotBreakOut(String value) {
        assertThat(problems(header("X-Team", value))).containsExactly("target.headers.X-Team Invalid");
    }
}
