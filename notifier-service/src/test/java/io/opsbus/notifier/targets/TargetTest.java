package io.opsbus.notifier.targets;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.FieldProblem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TargetTest {
    private static final String WHSEC = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    /** One sound form of each kind with all it can say; every secret in it holds the letters {@code s3cret}. */
    static Stream<Map<String, Object>> sound() {
        return Stream.of(
                Map.of(
                        "type",
                        "webhook",
                        "url",
                        "https://hooks.example.com/x?k=v",
                        "method",
                        "post",
                        "format",
                        "cloudevents",
                        "headers",
                        Map.of("x-key", "s3cret"),
                        "secrets",
                        List.of(WHSEC),
                        "perSecond",
                        5,
                        "concurrency",
                        2),
                Map.of(
                        "type", "robot",
                        "family", "dingtalk",
                        "url", "https://oapi.dingtalk.com/robot/send?access_token=s3cret",
                        "secret", "SECs3cret",
                        "language", "en"),
                Map.of("type", "mail", "to", List.of("ops@example.com", "a.b+c@x.example"), "language", "zh"),
                Map.of("type", "sms", "to", List.of("+8613800138000", "4915112345678"), "language", "zh"),
                Map.of(
                        "type", "queue",
                        "endpoint", "https://1.mns.cn-hangzhou.aliyuncs.com",
                        "queue", "ops-1",
                        "accessKeyId", "AK",
                        "accessKeySecret", "s3cret",
                        "encoding", "raw"),
                Map.of(
                        "type", "function",
                        "url", "https://fn.example.com/run",
                        "mode", "async",
                        "headers", Map.of("authorization", "Bearer s3cret")),
                Map.of(
                        "type", "log-store",
                        "protocol", "sls",
                        "endpoint", "https://cn-hangzhou.log.aliyuncs.com",
                        "project", "ops",
                        "logstore", "events",
                        "accessKeyId", "AK",
                        "accessKeySecret", "s3cret"),
                Map.of(
                        "type", "kafka-topic",
                        "bootstrap", "k1.example.com:9092,[2001:db9::1]:9092",
                        "topic", "ops.events",
                        "security", "tls",
                        "sasl", "scram-sha-512",
                        "user", "ops",
                        "password", "s3cret"));
    }

    private static Target read(Map<String, ?> form) {
        var problems = new ArrayList<FieldProblem>();
        return Target.read(form, problems).orElseThrow(() -> new AssertionError(problems));
    }

    private static List<String> problems(Map<String, ?> form) {
        var problems = new ArrayList<FieldProblem>();
        assertThat(Target.read(form, problems)).isEmpty();
        return problems.stream().map(p -> p.field() + " " + p.code()).toList();
    }

    private static Map<String, Object> changed(Map<String, ?> form, String name, Object value) {
        var copy = new LinkedHashMap<String, Object>(form);
        copy.put(name, value);
        return copy;
    }

    private static Object revealed(Object value) {
        return switch (value) {
            case Secret secret -> secret.reveal();
            case List<?> list -> list.stream().map(TargetTest::revealed).toList();
            case Map<?, ?> map -> {
                var copy = new TreeMap<String, Object>();
                map.forEach((name, item) -> copy.put(String.valueOf(name), revealed(item)));
                yield copy;
            }
            default -> value;
        };
    }

    @ParameterizedTest
    @MethodSource("sound")
    void whatIsReadIsToldInTheSameFormAndReadAgainAsTheSame(Map<String, Object> form) {
        var target = read(form);
        var told = new TreeMap<String, Object>();
        target.form().forEach((name, value) -> told.put(name, revealed(value)));
        assertThat(told).containsAllEntriesOf(Map.of("type", form.get("type")));
        assertThat(read(told)).isEqualTo(target);
        form.forEach((name, value) -> assertThat(told.getOrDefault(name, value)).isEqualTo(value));
    }

    @ParameterizedTest
    @MethodSource("sound")
    void secretsAreNeverPrinted(Map<String, Object> form) {
        var target = read(form);
        assertThat(target.toString()).doesNotContain("s3cret", WHSEC);
        assertThat(target.form().toString()).doesNotContain("s3cret", WHSEC);
    }

    @ParameterizedTest
    @MethodSource("sound")
    void aFieldNobodyKnowsAndOneOfTheWrongTypeAreNamed(Map<String, Object> form) {
        assertThat(problems(changed(form, "more", "x"))).containsExactly("target.more Unknown");
        for (var name : form.keySet()) {
            if (!name.equals("type")) {
                assertThat(problems(changed(form, name, 1.5)))
                        .as(name)
                        .isNotEmpty()
                        .anyMatch(problem -> problem.startsWith("target." + name));
            }
        }
    }

    @Test
    void whatTellsApartIsAskedFor() {
        assertThat(problems(Map.of("type", "robot"))).contains("target.family Missing", "target.url Invalid");
        assertThat(problems(Map.of("type", "mail"))).containsExactly("target.to Missing");
        assertThat(problems(Map.of("type", "queue", "queue", "q", "endpoint", "http://h")))
                .containsExactly("target.accessKeyId Missing");
        assertThat(problems(Map.of("type", "queue", "queue", "q", "accessKeyId", "AK")))
                .containsExactly("target.accessKeySecret Missing", "target.endpoint Missing");
        assertThat(problems(Map.of("type", "robot", "family", "slack", "url", "https://h/", "secret", "x")))
                .containsExactly("target.secret Invalid");
        assertThat(problems(
                        Map.of("type", "webhook", "url", "https://h/", "secrets", List.of("whsec_AAAA", WHSEC, "x"))))
                .containsExactly("target.secrets TooMany", "target.secrets[0] Invalid", "target.secrets[2] Invalid");
    }

    @Test
    void anAddressOrNumberCannotBreakOut() {
        for (var bad : List.of(
                "",
                "a",
                "a@",
                "@b",
                "a b@c",
                "a@b\r\nBcc: c@d",
                "<a@b>",
                "a@b,c@d",
                "a@b c",
                "ä@b",
                "a@b.",
                "a@-b",
                "\"x\"@b")) {
            assertThat(problems(Map.of("type", "mail", "to", List.of(bad))))
                    .as(bad)
                    .containsExactly("target.to[0] Invalid");
        }
        for (var bad : List.of("", "+", "0123456", "+86 138", "+861;2", "1".repeat(16), "abc")) {
            assertThat(problems(Map.of("type", "sms", "to", List.of(bad))))
                    .as(bad)
                    .containsExactly("target.to[0] Invalid");
        }
    }
}
