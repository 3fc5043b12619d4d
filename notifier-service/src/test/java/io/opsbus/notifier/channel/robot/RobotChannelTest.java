package io.opsbus.notifier.channel.robot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.Given;
import io.opsbus.notifier.channel.Peer;
import io.opsbus.notifier.channel.Read;
import io.opsbus.notifier.channel.Sent;
import io.opsbus.notifier.channel.text.Wording;
import io.opsbus.notifier.delivery.Outcome;
import io.opsbus.notifier.delivery.Outcome.Trouble;
import io.opsbus.notifier.delivery.Outcome.Verdict;
import io.opsbus.notifier.targets.Target;
import java.net.URLDecoder;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against a peer that answers with the documented codes; signatures are computed here once more, by the documents. */
class RobotChannelTest {
    private final Peer peer = Peer.start();
    private final RobotChannel channel = new RobotChannel(peer.client(), new Wording(), peer.clock());

    @AfterEach
    void stop() {
        peer.close();
    }

    private Target robot(String family, Map<String, String> more) {
        var form = new HashMap<String, Object>(
                Map.of("type", "robot", "family", family, "url", peer.url("/robot/send?access_token=t0ken")));
        form.putAll(more);
        return Read.target(form);
    }

    private Outcome outcome(String family, String answer) {
        peer.answers(200, answer);
        return Sent.to(robot(family, Map.of())).on(channel);
    }

    private static String hmac(String key, String data) throws GeneralSecurityException {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key.getBytes(UTF_8), "HmacSHA256"));
        return Base64.getEncoder().encodeToString(mac.doFinal(data.getBytes(UTF_8)));
    }

    @Test
    void dingTalkIsSignedInItsQuery() throws GeneralSecurityException {
        peer.answers(200, "{\"errcode\":0,\"errmsg\":\"ok\"}");
        assertThat(Sent.to(robot("dingtalk", Map.of("secret", "SECabc")))
                        .on(channel)
                        .verdict())
                .isEqualTo(Verdict.DELIVERED);
        var millis = Given.NOON.toEpochMilli();
        var target = peer.last().target();
        assertThat(target).startsWith("/robot/send?access_token=t0ken&timestamp=" + millis + "&sign=");
        assertThat(URLDecoder.decode(target.substring(target.indexOf("sign=") + 5), UTF_8))
                .isEqualTo(hmac("SECabc", millis + "\nSECabc"));
        assertThat(peer.json().path("msgtype").asText()).isEqualTo("text");
        assertThat(peer.json().path("text").path("content").asText()).startsWith("【严重】");
    }

    @Test
    void feishuIsSignedInItsBody() throws GeneralSecurityException {
        peer.answers(200, "{\"code\":0,\"msg\":\"success\"}");
        assertThat(Sent.to(robot("feishu", Map.of("secret", "abc", "language", "en")))
                        .on(channel)
                        .verdict())
                .isEqualTo(Verdict.DELIVERED);
        var seconds = Long.toString(Given.NOON.getEpochSecond());
        assertThat(peer.json().path("timestamp").asText()).isEqualTo(seconds);
        assertThat(peer.json().path("sign").asText()).isEqualTo(hmac(seconds + "\nabc", ""));
        assertThat(peer.json().path("content").path("text").asText()).startsWith("[Critical]");
    }

    @Test
    void weComAndSlackGetTheirOwnForm() {
        assertThat(outcome("wecom", "{\"errcode\":0,\"errmsg\":\"ok\"}").verdict())
                .isEqualTo(Verdict.DELIVERED);
        assertThat(peer.json().path("msgtype").asText()).isEqualTo("text");
        assertThat(outcome("slack", "ok").verdict()).isEqualTo(Verdict.DELIVERED);
        assertThat(peer.json().path("text").asText()).startsWith("【严重】");
    }

    @ParameterizedTest
    @CsvSource({
        "dingtalk, 130101, RETRY, errcode-130101",
        "dingtalk, 410100, RETRY, errcode-410100",
        "dingtalk, -1, RETRY, errcode-busy",
        "dingtalk, 310000, RETRY_REFUSED, errcode-310000",
        "dingtalk, 300001, RETRY_REFUSED, errcode-300001",
        "dingtalk, 123456, RETRY_REFUSED, errcode-other",
        "wecom, 45009, RETRY, errcode-45009",
        "wecom, 93000, RETRY_REFUSED, errcode-93000",
    })
    void aCodeInsideA200IsTheVerdict(String family, long code, Verdict verdict, String label) {
        var outcome = outcome(family, "{\"errcode\":" + code + ",\"errmsg\":\"why\"}");
        assertThat(outcome.verdict()).isEqualTo(verdict);
        assertThat(outcome.label()).isEqualTo(label);
        assertThat(outcome.said()).contains("why");
    }

    @Test
    void feishusCodesAndSlacksWordsAreRead() {
        assertThat(outcome("feishu", "{\"code\":19021,\"msg\":\"sign match fail\"}")
                        .verdict())
                .isEqualTo(Verdict.RETRY_REFUSED);
        assertThat(outcome("feishu", "{\"code\":11232,\"msg\":\"frequency limited\"}")
                        .verdict())
                .isEqualTo(Verdict.RETRY);
        assertThat(outcome("slack", "invalid_token").verdict()).isEqualTo(Verdict.RETRY_REFUSED);
        assertThat(outcome("dingtalk", "<html>").verdict()).isEqualTo(Verdict.RETRY);
        peer.answers(410, "channel_is_archived");
        assertThat(Sent.to(robot("slack", Map.of())).on(channel).verdict()).isEqualTo(Verdict.DEAD);
    }

    @Test
    void dingTalkIsLeftAloneForTheTenMinutesItBlocks() {
        assertThat(outcome("dingtalk", "{\"errcode\":130101,\"errmsg\":\"send too fast\"}")
                        .retryAfter())
                .contains(Given.NOON.plus(Duration.ofMinutes(10)));
    }

    @Test
    void whatIsDueAtOnceIsOneMessageAndEndsTogether() {
        peer.answers(200, "{\"errcode\":0}");
        var robot = robot("dingtalk", Map.of());
        var posts = new ArrayList<Sent>();
        for (var i = 0; i < 300; i++) {
            posts.add(Sent.to(robot, i, Sent.REBOOT));
        }
        channel.send(posts);
        posts.forEach(post -> assertThat(post.outcome().verdict()).isEqualTo(Verdict.DELIVERED));
        assertThat(peer.connections()).isEqualTo(1);
        assertThat(peer.json().path("text").path("content").asText()).startsWith("共 300 条事件通知");
    }

    @ParameterizedTest
    @CsvSource({"wecom, 2000", "dingtalk, 18000"})
    void aDigestOfManyKindsKeepsItsCountsHoweverLittleRoomThereIs(String family, int most) {
        peer.answers(200, "{\"errcode\":0}");
        var robot = robot(family, Map.of());
        var posts = new ArrayList<Sent>();
        for (var kind = 0; kind < 30; kind++) {
            for (var i = 0; i <= kind; i++) {
                var json = Sent.REBOOT
                        .replace("Instance:SystemMaintenance.Reboot:Scheduled", "Instance:某个团队自己的事件" + kind + ":已经发生")
                        .replace("instance/i-bp1ecr*****5go2go", "instance/i-一台名字很长的机器" + i);
                posts.add(Sent.to(robot, posts.size(), json));
            }
        }
        channel.send(posts);
        posts.forEach(post -> assertThat(post.outcome().verdict()).isEqualTo(Verdict.DELIVERED));
        var text = peer.json().path("text").path("content").asText();
        assertThat(text.getBytes(UTF_8).length).isLessThanOrEqualTo(most);
        assertThat(text).startsWith("共 465 条事件通知").doesNotContain("…");
        var counts = Pattern.compile("× ([0-9]+)")
                .matcher(text)
                .results()
                .map(found -> Integer.parseInt(found.group(1)))
                .toList();
        var more = Pattern.compile("另有 ([0-9]+) 种事件，共 ([0-9]+) 条").matcher(text);
        assertThat(more.find()).isTrue();
        assertThat(counts.size() + Integer.parseInt(more.group(1))).isEqualTo(30);
        assertThat(counts.stream().mapToInt(Integer::intValue).sum() + Integer.parseInt(more.group(2)))
                .isEqualTo(465);
        assertThat(counts).startsWith(30, 29, 28);
    }

    @Test
    void aForbiddenAddressIsNotDialled() {
        try (var forbidden = Peer.forbidden()) {
            var robot = Read.target(Map.of("type", "robot", "family", "slack", "url", forbidden.url("/x")));
            var outcome = Sent.to(robot).on(new RobotChannel(forbidden.client(), new Wording(), forbidden.clock()));
            assertThat(outcome).isEqualTo(new Outcome.Unanswered(Trouble.BLOCKED));
            assertThat(forbidden.connections()).isZero();
        }
    }

    @Test
    void aTextTooLongIsCutBetweenCharacters() {
        peer.answers(200, "{\"errcode\":0}");
        var long1 = Sent.REBOOT.replace("\"Scheduled\"}}", "\"" + "长".repeat(3000) + "\"}}");
        var wecom = Sent.to(robot("wecom", Map.of()), 1, long1).on(channel);
        assertThat(wecom.verdict()).isEqualTo(Verdict.DELIVERED);
        var text = peer.json().path("text").path("content").asText();
        assertThat(text.getBytes(UTF_8).length).isLessThanOrEqualTo(2000);
        assertThat(text).endsWith("…");
    }
}
