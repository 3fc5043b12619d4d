package io.opsbus.notifier.channel.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.mustachejava.DefaultMustacheFactory;
import com.github.mustachejava.MustacheException;
import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.FieldProblem;
import io.opsbus.notifier.channel.EventDocument;
import io.opsbus.notifier.channel.Sent;
import io.opsbus.notifier.delivery.Body;
import io.opsbus.notifier.targets.Target.Language;
import io.opsbus.notifier.template.Medium;
import io.opsbus.notifier.template.Sheets;
import io.opsbus.notifier.template.TemplateName;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Own templates, and that built-in ones mean what Mustache says they mean. */
class OwnWordingTest {
    private static final AccountId ALICE = new AccountId("alice");
    private static final AccountId BOB = new AccountId("bob");
    private static final TemplateName MAIL = new TemplateName(Medium.MAIL, Language.EN);
    private static final TemplateName SMS = new TemplateName(Medium.SMS, Language.EN);

    private final Map<TemplateName, Sheets> own = new HashMap<>();
    private final Wording wording = new Wording(
            (account, name) -> account.equals(ALICE) ? Optional.ofNullable(own.get(name)) : Optional.empty());

    private static EventDocument event(String json) {
        return EventDocument.of(Body.of(json.getBytes(UTF_8)));
    }

    private void alice(TemplateName name, Map<String, String> parts) {
        var problems = new ArrayList<FieldProblem>();
        Sheets.read(name.medium(), parts, problems).ifPresentOrElse(sheets -> own.put(name, sheets), () -> {
            throw new AssertionError(problems.toString());
        });
    }

    @Test
    void anAccountsOwnWordsAreForItsNewsAlone() {
        alice(
                SMS,
                Map.of(
                        "text",
                        "{{#single}}{{level}} {{status}} {{product}} {{account}} {{id}} {{resource}}{{/single}}{{^single}}{{count}} things{{/single}}"));
        var one = List.of(event(Sent.REBOOT));
        assertThat(wording.of(ALICE, SMS, one).text())
                .isEqualTo(
                        "CRITICAL Scheduled ECS 169070*****30 2256A988-0B26-4E2B-820A-8A*****E5 i-bp1ecr*****5go2go");
        assertThat(wording.of(ALICE, SMS, List.of(event(Sent.REBOOT), event(Sent.REBOOT)))
                        .text())
                .isEqualTo("2 things");
        assertThat(wording.of(BOB, SMS, one)).isEqualTo(new Wording().of(BOB, SMS, one));
        assertThat(wording.of(ALICE, MAIL, one)).isEqualTo(new Wording().of(ALICE, MAIL, one));
        assertThat(wording.failed()).isZero();
    }

    @Test
    void aMailWithoutHtmlIsItsTextAndWithoutSubjectHasTheBuiltInOne() {
        alice(MAIL, Map.of("text", "{{count}} of them"));
        var one = List.of(event(Sent.REBOOT));
        var message = wording.of(ALICE, MAIL, one);
        assertThat(message.text()).isEqualTo("1 of them");
        assertThat(message.html()).isEmpty();
        assertThat(message.subject())
                .isEqualTo(new Wording().of(ALICE, MAIL, one).subject());
    }

    @Test
    void whereAnOwnTemplateFailsTheBuiltInOneIsToldAndCounted() {
        alice(SMS, Map.of("text", "{{#single}}{{#details}}{{value}}{{/details}}{{/single}}"));
        var one = List.of(event(Sent.REBOOT.replace("\"Scheduled\"}", "\"" + "x".repeat(3_000) + "\"}")));
        assertThat(wording.of(ALICE, SMS, one)).as("too long").isEqualTo(new Wording().of(ALICE, SMS, one));
        assertThat(wording.failed()).isEqualTo(1);
        var many = List.of(event(Sent.REBOOT), event(Sent.REBOOT));
        assertThat(wording.of(ALICE, SMS, many)).as("says nothing").isEqualTo(new Wording().of(ALICE, SMS, many));
        assertThat(wording.failed()).isEqualTo(2);
    }

    @Test
    void aPreviewTellsWhyATemplateWouldFail() {
        alice(SMS, Map.of("text", "{{#single}}{{label}}{{/single}}"));
        var tried = new Preview(wording).of(SMS, Optional.ofNullable(own.get(SMS)), Optional.empty());
        assertThat(tried).isInstanceOfSatisfying(Preview.Tried.Fails.class, fails -> {
            assertThat(fails.why().field()).isEqualTo("text");
            assertThat(fails.why().message()).contains("{{^single}}");
        });
    }

    /** Another reader of Mustache, with this one's escaping left out: the events have nothing to escape. */
    private static final class Other extends DefaultMustacheFactory {
        @Override
        public void encode(String value, Writer writer) {
            try {
                writer.write(value);
            } catch (IOException e) {
                throw new MustacheException("writing to memory", e);
            }
        }
    }

    private static String byAnother(String source, Map<String, ?> view) {
        var out = new StringWriter();
        new Other().compile(new StringReader(source), "t").execute(out, view);
        return out.toString().strip();
    }

    @Test
    void builtInTemplatesMeanWhatAnotherReaderOfMustacheTakesThemToMean() {
        for (var name : TemplateName.ALL) {
            for (var events : List.of(Samples.one(), Samples.several())) {
                var view = Digest.of(events, name.language(), Detail.FULL);
                var ours = new Wording().of(BOB, name, events).fields();
                new Wording()
                        .source(name)
                        .forEach((field, source) -> assertThat(ours.get(field))
                                .as("%s %s", name, field)
                                .isEqualTo(byAnother(source, view)));
            }
        }
    }
}
