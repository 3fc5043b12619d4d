package io.opsbus.notifier.rpc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a subscription may say of its pace, its order and its targets; anything else is refused by the name of the field. */
class SubscriptionDraftsTest extends ApiScene {
    private static String paced(String pace) {
        return SOUND.strip().replaceFirst("}$", "," + pace + "}");
    }

    @Test
    void whenPeopleAreToldIsTold() {
        var answer = post(paced("\"mergeSeconds\":60,\"quiet\":{\"from\":\"22:00\",\"to\":\"07:00\","
                + "\"zone\":\"Europe/Berlin\",\"except\":[\"CRITICAL\"]}"));
        assertThat(answer.status()).isEqualTo(201);
        assertThat(text(answer))
                .contains(
                        "\"mergeSeconds\":60",
                        "\"quiet\":{\"from\":\"22:00\",\"to\":\"07:00\",\"zone\":\"Europe/Berlin\","
                                + "\"except\":[\"CRITICAL\"],\"programs\":false}");
        assertThat(text(post(SOUND))).doesNotContain("quiet", "mergeSeconds");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"mergeSeconds\":3601",
                "\"mergeSeconds\":\"60\"",
                "\"quiet\":\"always\"",
                "\"quiet\":{}",
                "\"quiet\":{\"from\":\"22:00\",\"to\":\"22:00\",\"zone\":\"UTC\"}",
                "\"quiet\":{\"from\":\"22:00\",\"to\":\"7\",\"zone\":\"UTC\"}",
                "\"quiet\":{\"from\":\"22:00\",\"to\":\"07:00\",\"zone\":\"Middle/Earth\"}",
                "\"quiet\":{\"from\":\"22:00\",\"to\":\"07:00\",\"zone\":\"UTC\",\"except\":[\"LOUD\"]}",
                "\"quiet\":{\"from\":\"22:00\",\"to\":\"07:00\",\"zone\":\"UTC\",\"programs\":\"no\"}",
                "\"quiet\":{\"from\":\"22:00\",\"to\":\"07:00\",\"zone\":\"UTC\",\"why\":1}"
            })
    void aPaceThatCannotBeMeantIsRefused(String pace) {
        assertThat(post(paced(pace)).status()).as(pace).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"BLOCK", "SKIP", "SUPERSEDE"})
    void anOrderIsToldBack(String order) {
        assertThat(text(post(SOUND))).doesNotContain("resourceOrder");
        var made = post(SOUND.replaceFirst("\\{", "{\"resourceOrder\":\"" + order + "\","));
        assertThat(made.status()).isEqualTo(201);
        assertThat(text(made)).contains("\"resourceOrder\":\"" + order + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"block\"", "\"NONE\"", "\"\"", "\"FIFO\""})
    void anOrderNobodyKnowsIsRefusedWithThoseThereAre(String order) {
        var refused = post(SOUND.replaceFirst("\\{", "{\"resourceOrder\":" + order + ","));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(text(refused))
                .contains("{\"field\":\"resourceOrder\",\"code\":\"Unknown\"", "BLOCK, SKIP or SUPERSEDE");
    }

    @Test
    void anOrderIsAWordAndForPrograms() {
        assertThat(text(post(SOUND.replaceFirst("\\{", "{\"resourceOrder\":true,"))))
                .contains("{\"field\":\"resourceOrder\",\"code\":\"Invalid\"");
        var mail = SOUND.replaceAll(
                "\"target\":.*", "\"resourceOrder\":\"SKIP\",\"target\":{\"type\":\"mail\",\"to\":[\"a@b.example\"]}}");
        assertThat(text(post(mail))).contains("{\"field\":\"resourceOrder\",\"code\":\"Invalid\"", "for programs");
    }

    @Test
    void aFallbackIsATargetLikeTheFirstAndTellsNoSecret() {
        var second =
                "\"fallback\":{\"type\":\"robot\",\"family\":\"feishu\",\"url\":\"https://open.feishu.cn/hook/t0ken\","
                        + "\"secret\":\"s3cond\"},";
        var made = text(post(SOUND.replaceFirst("\\{", "{" + second)));
        assertThat(made)
                .contains("\"fallback\":{\"type\":\"robot\"", "\"secret\":\"******\"", "\"fallbackWhenDisabled\":true")
                .doesNotContain("s3cond", "t0ken");
        var waits = text(post(SOUND.replaceFirst("\\{", "{\"fallbackWhenDisabled\":false," + second)));
        assertThat(waits).contains("\"fallbackWhenDisabled\":false");
        var wrong = text(
                post(SOUND.replaceFirst("\\{", "{\"fallback\":{\"type\":\"mail\",\"to\":[\"x\"],\"fallback\":{}},")));
        assertThat(wrong).contains("\"field\":\"fallback.to[0]\"", "\"field\":\"fallback.fallback\"");
        var none = text(post(SOUND.replaceFirst("\\{", "{\"fallbackWhenDisabled\":true,")));
        assertThat(none).contains("\"field\":\"fallbackWhenDisabled\"");
        assertThat(text(post(SOUND.replaceFirst("\\{", "{\"fallback\":\"mail\","))))
                .contains("\"field\":\"fallback\"");
    }

    @Test
    void everyWrongFieldIsNamed() {
        var answer = post("""
            {"levels":"CRITICAL","names":[1],"product":"ECS","resources":["*"],"extra":1,"enabled":"yes",
             "target":{"type":"webhook","url":5,"headers":{"a":1},"more":2}}\
            """);
        assertThat(answer.status()).isEqualTo(400);
        for (var field :
                List.of("levels", "names[0]", "extra", "enabled", "target.url", "target.headers", "target.more")) {
            assertThat(text(answer)).contains("\"field\":\"" + field + "\"");
        }
    }

    @Test
    void aKindOfTargetThatIsNotThereIsRefusedByName() {
        var unknown = post(SOUND.replace("\"webhook\"", "\"pigeon\""));
        assertThat(unknown.status()).isEqualTo(400);
        assertThat(text(unknown)).contains("{\"field\":\"target.type\",\"code\":\"Unknown\"");
    }

    @Test
    void aTopicNobodyGrantedIsRefusedByName() {
        var own = SOUND.replaceFirst(
                "\\{\"type\":\"webhook\".*",
                "{\"type\":\"kafka-topic\",\"bootstrap\":\"k:9092\",\"topic\":\"own.x\"}}");
        assertThat(post(own).status()).isEqualTo(201);
        assertThat(text(post(own.replace("own.x", "ecs.x"))))
                .contains("\"field\":\"target.topic\",\"code\":\"Forbidden\"");
        assertThat(text(post(own.replace("k:9092", "other:9092"))))
                .contains("\"field\":\"target.bootstrap\",\"code\":\"Forbidden\"");
        var second = own.replace("\"target\":", "\"target\":{\"url\":\"https://h.example/\"},\"fallback\":")
                .replace("own.x", "x");
        assertThat(text(post(second))).contains("\"field\":\"fallback.topic\",\"code\":\"Forbidden\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "null", "{", "{}{}", "{\"levels\":[],\"levels\":[]}", "\u0000", "{\"a\":01}"})
    void whatIsNoJsonObjectIsMalformed(String body) {
        assertThat(post(body).status()).isEqualTo(400);
        assertThat(text(post(body))).contains("\"code\":\"MalformedJson\"");
    }

    @Test
    void tenThousandMutationsNeverBreakIt() {
        var seed = 20_261_123L;
        var random = new Random(seed);
        for (var i = 0; i < 10_000; i++) {
            var bytes = SOUND.getBytes(UTF_8);
            for (var flips = 1 + random.nextInt(4); flips > 0; flips--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            var answer =
                    api.answer(new ApiRequest("POST", PATH, "", Map.of(), Optional.of(new ApiRequest.Content(bytes))));
            assertThat(answer.status()).as("seed %d, mutation %d", seed, i).isIn(201, 400);
        }
    }
}
