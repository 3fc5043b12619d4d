package io.opsbus.notifier.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.FieldProblem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SheetTest {
    private static final Map<String, Object> ONE = Map.of(
            "count",
            "1",
            "single",
            Map.of(
                    "label",
                    "<b>云盘</b> @all",
                    "region",
                    "",
                    "details",
                    List.of(Map.of("key", "a", "value", "1"), Map.of("key", "b", "value", "2"))));
    private static final Map<String, Object> MANY = Map.of(
            "count", "3", "groups", List.of(Map.of("label", "x", "count", "2"), Map.of("label", "y", "count", "1")));

    private static Sheet sheet(Form form, String source) {
        var problems = new ArrayList<FieldProblem>();
        return Sheet.read(form, source, problems).orElseThrow(() -> new AssertionError(problems.toString()));
    }

    private static List<FieldProblem> problems(Form form, String source) {
        var problems = new ArrayList<FieldProblem>();
        assertThat(Sheet.read(form, source, problems)).isEmpty();
        assertThat(problems).isNotEmpty();
        return problems;
    }

    private static String mail(String source, Map<String, Object> view) {
        return sheet(Form.MAIL, source).text(view);
    }

    @Test
    void fieldsSectionsAndWhatIsNotThere() {
        var source = "{{#single}}{{label}}{{#details}} {{key}}={{value}}{{/details}}{{/single}}"
                + "{{^single}}{{count}}:{{#groups}} {{label}}x{{count}}{{/groups}}{{/single}}{{! nothing }}";
        assertThat(mail(source, ONE)).isEqualTo("<b>云盘</b> @all a=1 b=2");
        assertThat(mail(source, MANY)).as("the inner count is the group's").isEqualTo("3: xx2 yx1");
        assertThat(mail("{{#single}}{{#region}}in {{region}}{{/region}}{{^region}}nowhere{{/region}}{{/single}}", ONE))
                .as("an empty text is none")
                .isEqualTo("nowhere");
        assertThat(mail("{{#single}}{{#label}}{{count}} {{label}}{{/label}}{{/single}}", ONE))
                .isEqualTo("1 <b>云盘</b> @all");
    }

    @Test
    void aTagAloneOnItsLineTakesTheLineAway() {
        assertThat(mail("a\n  {{#single}}  \r\nb\n{{/single}}\n{{! c }}\nd", ONE))
                .isEqualTo("a\nb\nd");
        assertThat(mail("a\n{{#single}} b\n{{/single}}", ONE)).isEqualTo("a\n b");
        assertThat(mail("{{#single}}{{label}}\n{{/single}}\ne", ONE)).isEqualTo("<b>云盘</b> @all\ne");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bit.ly/x",
                "www.evil.cn",
                "http://evil.example/a.b",
                "EVIL.COM",
                "a.evil-1.xn--fiqs8s",
                "例子.中国",
                "evil.cn.5",
                "6.6.6.6/x",
                "see:evil.cn."
            })
    void whatAPhoneOrAChatMakesALinkOfIsBrokenWithAndWithoutAScheme(String link) {
        var view = Map.of("single", Map.of("label", link));
        var chat = sheet(Form.CHAT, "{{#single}}{{label}}{{/single}}").text(view);
        var sms = sheet(Form.SMS, "{{#single}}{{label}}{{/single}}").text(view);
        for (var text : List.of(chat, sms)) {
            assertThat(text)
                    .doesNotContain(link, "://")
                    .doesNotContainPattern("[\\p{L}\\p{N}]\\.(?:ly|cn|example|com|COM|中国|xn)");
        }
        assertThat(chat.replace("\u200B", "")).as("to be seen as it was").isEqualTo(link);
        assertThat(sms.replace(" ", "")).isEqualTo(link);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SystemMaintenance.Reboot",
                "Instance:SystemMaintenance.Reboot:Scheduled",
                "2026-11-28T00:30:00.123Z",
                "20260409T121826.922+0800",
                "10.0.0.1",
                "10.0.0.1:8080",
                "3.3.3",
                "0.5 GiB",
                "i-bp1ecr*****5go2go",
                "It ended. Nothing follows."
            })
    void whatIsNoLinkStaysAsItIs(String plain) {
        var view = Map.of("single", Map.of("label", plain));
        for (var form : List.of(Form.CHAT, Form.SMS)) {
            assertThat(sheet(form, "{{#single}}{{label}}{{/single}}").text(view))
                    .isEqualTo(plain);
        }
    }

    @Test
    void whatAnEventSaysIsMadeHarmlessInEachForm() {
        assertThat(sheet(Form.MAIL_HTML, "<p>{{#single}}{{label}}{{/single}}</p>")
                        .text(ONE))
                .isEqualTo("<p>&lt;b&gt;云盘&lt;/b&gt; @all</p>");
        assertThat(sheet(Form.CHAT, "{{#single}}{{label}}{{/single}}").text(ONE))
                .doesNotContain("@all", "<");
        var evil = Map.of("single", Map.of("label", "a\r\nBcc: b {{count}}"));
        assertThat(sheet(Form.TITLE, "{{#single}}{{label}}{{/single}}").text(evil))
                .isEqualTo("a  Bcc: b {{count}}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{{label}}}",
                "{{&count}}",
                "{{>chat}}",
                "{{=<% %>=}}",
                "{{<x}}",
                "{{$x}}",
                "{{count.class}}",
                "{{#single}}{{.}}{{/single}}",
                "{{count",
                "{{}}",
                "{{ }}",
                "{{count}} {{",
                "{{#single}}{{^.}}{{/single}}",
                "{{count()}}",
                "{{count|raw}}",
                "{{! {{count}} }}",
                "{{co\nunt}}",
                "{{%FILTERS}}"
            })
    void whatIsNotOfTheSubsetIsRefused(String source) {
        assertThat(problems(Form.MAIL, source)).extracting(FieldProblem::code).containsOnly("Invalid");
    }

    @ParameterizedTest
    @CsvSource({
        "{{getClass}}, line 1: there is no getClass here",
        "{{label}}, there is no label here; there are #groups; #single; count; moreEvents; moreGroups",
        "{{#details}}x{{/details}}, there is no details here",
        "{{#single}}{{groups}}{{/single}}, there is no groups here",
        "{{#groups}}{{resource}}{{/groups}}, there is no resource here",
        "{{#single}}{{#details}}{{more}}{{/details}}{{/single}}, there is no more here"
    })
    void aFieldThatIsNotThereIsNamed(String source, String says) {
        assertThat(problems(Form.SMS, source))
                .singleElement()
                .satisfies(wrong -> assertThat(wrong.code()).isEqualTo("Unknown"))
                .satisfies(wrong -> assertThat(wrong.message())
                        .contains(says.replace(';', ',').replace("here,", "here;")));
    }

    @Test
    void everyUnknownFieldIsNamedWithItsLine() {
        assertThat(problems(Form.MAIL, "{{a}}\n{{count}}\n{{#single}}{{b}}\n{{c}}{{/single}}"))
                .extracting(FieldProblem::message)
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("line 1: there is no a "),
                        second -> assertThat(second).startsWith("line 3: there is no b "),
                        third -> assertThat(third).startsWith("line 4: there is no c "));
        assertThat(problems(Form.MAIL, "{{x}}".repeat(1000))).hasSizeLessThan(30);
    }

    @ParameterizedTest
    @CsvSource({
        "{{#single}}, is not closed",
        "{{/single}}, closes nothing",
        "{{#single}}{{#details}}{{/single}}{{/details}}, closes nothing",
        "{{#groups}}{{#groups}}x{{/groups}}{{/groups}}, within itself",
        "{{#single}}{{#details}}{{#single}}{{/single}}{{/details}}{{/single}}, within itself"
    })
    void sectionsNestAsTheFieldsDo(String source, String says) {
        assertThat(problems(Form.MAIL, source).getFirst().message()).contains(says);
    }

    @Test
    void sectionsAreNotDeep() {
        var deep = "{{^single}}".repeat(5_000 / 11);
        assertThat(problems(Form.MAIL, deep).getFirst().message()).contains("deep");
        assertThat(problems(Form.MAIL, "{{#single}}".repeat(2_000)).getFirst().message())
                .contains("within itself");
    }

    @Test
    void lengthsAndCharactersAreBounded() {
        assertThat(problems(Form.SMS, "x".repeat(1_001)).getFirst().code()).isEqualTo("TooLong");
        assertThat(problems(Form.TITLE, "a\nBcc: b").getFirst().message()).contains("one line");
        assertThat(problems(Form.MAIL, "a\0b").getFirst().message()).contains("control");
        assertThat(problems(Form.MAIL, " \n ").getFirst().code()).isEqualTo("Missing");
    }

    @Test
    void whatGrowsTooLargeIsNoText() {
        var long1 = Map.of("single", Map.of("details", Collections.nCopies(20, Map.of("value", "v".repeat(50_000)))));
        var source = "{{#single}}{{#details}}" + "{{value}}".repeat(1_000) + "{{/details}}{{/single}}";
        assertThat(sheet(Form.MAIL, source).bounded(long1)).isEmpty();
        assertThat(sheet(Form.MAIL, source).bounded(ONE)).isPresent();
    }
}
