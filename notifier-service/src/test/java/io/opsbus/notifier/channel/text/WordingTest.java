package io.opsbus.notifier.channel.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.Given;
import io.opsbus.notifier.channel.EventDocument;
import io.opsbus.notifier.channel.Sent;
import io.opsbus.notifier.delivery.Body;
import io.opsbus.notifier.targets.Target.Language;
import io.opsbus.notifier.template.Medium;
import io.opsbus.notifier.template.Message;
import io.opsbus.notifier.template.TemplateName;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class WordingTest {
    private static final Wording WORDING = new Wording();

    private static EventDocument event(String json) {
        return EventDocument.of(Body.of(json.getBytes(UTF_8)));
    }

    private static Message words(Medium medium, Language language, List<EventDocument> events) {
        return WORDING.of(Given.ACCOUNT, new TemplateName(medium, language), events);
    }

    @Test
    void oneEventIsToldInFullInBothLanguages() {
        var events = List.of(event(Sent.REBOOT));
        assertThat(words(Medium.ROBOT, Language.ZH, events).text())
                .startsWith("【严重】")
                .contains("资源：i-bp1ecr*****5go2go（cn-hangzhou）", "时间：2019-04-09 12:18:26 UTC+8")
                .contains("notBefore：2019-04-12T01:01:01Z", "eventStatus：Scheduled");
        assertThat(words(Medium.ROBOT, Language.EN, events).text())
                .startsWith("[Critical]")
                .contains("Resource: i-bp1ecr*****5go2go (cn-hangzhou)");
        assertThat(words(Medium.MAIL, Language.ZH, events).subject().orElseThrow())
                .startsWith("[严重] ")
                .doesNotContain("\n");
        assertThat(words(Medium.SMS, Language.EN, events).text()).startsWith("[Critical] ");
        assertThat(words(Medium.MAIL, Language.EN, events).html().orElseThrow()).contains("<td>Resource</td>");
    }

    @Test
    void aDigestCountsExactlyAndNamesTheFirstTwentyResources() {
        var events = new ArrayList<EventDocument>();
        for (var i = 0; i < 250; i++) {
            events.add(event(Sent.REBOOT.replace("instance/i-bp1ecr*****5go2go", "instance/i-" + i)));
        }
        events.add(event(Sent.REBOOT
                .replace("SystemMaintenance.Reboot:Scheduled", "StateChange")
                .replace("CRITICAL", "INFO")));
        var text = words(Medium.ROBOT, Language.ZH, events).text();
        assertThat(text)
                .startsWith("共 251 条事件通知")
                .contains("× 250：i-0、i-1、", "、i-19 等 250 个资源", "【信息】", "× 1：")
                .doesNotContain("i-20、");
        assertThat(words(Medium.MAIL, Language.EN, events).subject().orElseThrow())
                .isEqualTo("251 events");
    }

    @Test
    void whatThereIsNoRoomForIsCounted() {
        var events = new ArrayList<EventDocument>();
        for (var i = 0; i < 600; i++) {
            events.add(event(Sent.REBOOT
                    .replace(
                            "Instance:SystemMaintenance.Reboot:Scheduled",
                            "Custom:a kind of event with a name:" + i % 60)
                    .replace("instance/i-bp1ecr*****5go2go", "instance/i-" + i)));
        }
        for (var most : List.of(10_000, 1_500, 670, 160, 45)) {
            var text = WORDING.of(
                            Given.ACCOUNT,
                            new TemplateName(Medium.SMS, Language.EN),
                            events,
                            one -> one.length() <= most)
                    .text();
            assertThat(text).hasSizeLessThanOrEqualTo(most).startsWith("600 events: ");
            var told = Pattern.compile(" x 10; ").matcher(text).results().count();
            assertThat(text).endsWith("and " + (60 - told) + " more kinds, " + 10 * (60 - told) + " events");
        }
    }

    @Test
    void namesOfResourcesGoBeforeKindsOfEvents() {
        var events = new ArrayList<EventDocument>();
        for (var i = 0; i < 200; i++) {
            events.add(event(Sent.REBOOT
                    .replace("Reboot:Scheduled", "Reboot:Scheduled" + i % 5)
                    .replace("instance/i-bp1ecr*****5go2go", "instance/i-" + "x".repeat(40) + i)));
        }
        var text = WORDING.of(
                        Given.ACCOUNT,
                        new TemplateName(Medium.ROBOT, Language.EN),
                        events,
                        one -> one.length() <= 1_000)
                .text();
        assertThat(text).hasSizeLessThanOrEqualTo(1_000).doesNotContain("more kinds");
        assertThat(Pattern.compile(" x 40: i-.* of 40 resources").matcher(text).results())
                .hasSize(5);
    }

    @Test
    void whatAnInstanceIsCalledMentionsNobodyLinksNowhereAndIsNoTemplate() {
        var evil = Sent.REBOOT.replace(
                "\"eventStatus\":\"Scheduled\"",
                "\"eventStatus\":\"<at user_id=\\\"all\\\">@all {{count}} [x](http://evil.example) <!channel>\\r"
                        + "\\n"
                        + "Bcc: a\"");
        var chat = words(Medium.ROBOT, Language.ZH, List.of(event(evil))).text();
        assertThat(chat).contains("{{count}}").doesNotContain("@all", "<at", "http://", "<!", "](", "\nBcc");
        assertThat(words(Medium.MAIL, Language.ZH, List.of(event(evil))).html().orElseThrow())
                .contains("&lt;at user_id=&quot;all&quot;&gt;", "{{count}}");
        var named = Sent.REBOOT.replace("instance/i-bp1ecr*****5go2go", "instance/i-1\\r\\nBcc: x@y");
        assertThat(words(Medium.MAIL, Language.ZH, List.of(event(named)))
                        .subject()
                        .orElseThrow())
                .doesNotContain("\r", "\n");
    }
}
