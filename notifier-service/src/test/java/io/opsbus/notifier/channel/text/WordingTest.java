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
