package io.opsbus.notifier.rpc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opsbus.ledger.World;
import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.Event;
import io.opsbus.notifier.Given;
import io.opsbus.notifier.Level;
import io.opsbus.notifier.channel.EventDocument;
import io.opsbus.notifier.channel.Sent;
import io.opsbus.notifier.channel.text.Wording;
import io.opsbus.notifier.delivery.Body;
import io.opsbus.notifier.history.PastEvent;
import io.opsbus.notifier.rpc.cms.Book;
import io.opsbus.notifier.store.InMemoryPastEvents;
import io.opsbus.notifier.store.InMemoryShelf;
import io.opsbus.notifier.store.template.LiveTemplates;
import io.opsbus.notifier.template.OwnTemplate;
import io.opsbus.notifier.template.TemplateName;
import io.opsbus.testkit.SettableClock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateRoutesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final AccountId ALICE = new AccountId("169070*****30");
    private static final AccountId BOB = new AccountId("bob");
    private static final String EVENT = "2256A988-0B26-4E2B-820A-8A*****E5";
    private static final String SMS =
            "{\"text\":\"{{#single}}{{label}}: {{resource}}{{/single}}{{^single}}{{count}}{{/single}}\"}";

    private final InMemoryShelf<OwnTemplate> shelf =
            new InMemoryShelf<>("template", World.of(SettableClock.at(Given.NOON)));
    private final LiveTemplates live = new LiveTemplates(shelf);
    private final Wording wording = new Wording(live);
    private final InMemoryPastEvents past = new InMemoryPastEvents();
    private final AtomicInteger ids = new AtomicInteger();
    private final TemplateRoutes routes = new TemplateRoutes(
            new Book<>(shelf, shelf), wording, past, live::refresh, () -> "k" + ids.incrementAndGet());

    /** Routes of no own templates, for tests of other routes. */
    static TemplateRoutes none() {
        return new TemplateRoutesTest().routes;
    }

    private JsonNode ask(int status, String method, AccountId account, String path, String body) {
        var query = path.contains("?") ? path.substring(path.indexOf('?') + 1) : "";
        var bare = path.contains("?") ? path.substring(0, path.indexOf('?')) : path;
        var answer = routes.answer(
                new ApiRequest(method, "/", query, Map.of(), Optional.of(new ApiRequest.Content(body.getBytes(UTF_8)))),
                account,
                bare.isEmpty() ? List.of() : List.of(bare.split("/", -1)));
        var text = new String(answer.body(), UTF_8);
        assertThat(answer.status()).as(text).isEqualTo(status);
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }

    private String origin(AccountId account, String name) {
        return ask(200, "GET", account, name, "").path("origin").asText();
    }

    private static EventDocument reboot() {
        return EventDocument.of(Body.of(Sent.REBOOT.getBytes(UTF_8)));
    }

    private void keepReboot() {
        var event = new Event(
                ALICE,
                EVENT,
                "Instance:SystemMaintenance.Reboot:Scheduled",
                Level.CRITICAL,
                "ECS",
                "acs:ecs:cn-hangzhou:169070*****30:instance/i-bp1ecr*****5go2go",
                Given.NOON,
                Optional.empty());
        past.keep(
                List.of(PastEvent.of(UUID.nameUUIDFromBytes(new byte[1]), false, event, "cn-hangzhou", Sent.REBOOT)),
                Given.NOON);
    }

    @Test
    void everyTemplateIsListedAndShownWithWhoseItIs() {
        assertThat(ask(200, "GET", ALICE, "", "").path("templates"))
                .extracting(row ->
                        row.path("name").asText() + " " + row.path("origin").asText())
                .containsExactlyInAnyOrder(
                        "mail-zh built-in",
                        "mail-en built-in",
                        "sms-zh built-in",
                        "sms-en built-in",
                        "robot-zh built-in",
                        "robot-en built-in");
        ask(200, "PUT", OwnTemplate.EVERYBODY, "sms-en", SMS);
        assertThat(origin(ALICE, "sms-en")).isEqualTo("everybody");
        ask(200, "PUT", ALICE, "sms-en", SMS);
        assertThat(origin(ALICE, "sms-en")).isEqualTo("account");
        assertThat(origin(BOB, "sms-en")).isEqualTo("everybody");
        assertThat(ask(200, "GET", ALICE, "sms-en", "").path("text").asText()).startsWith("{{#single}}{{label}}");
        ask(204, "DELETE", ALICE, "sms-en", "");
        ask(404, "DELETE", ALICE, "sms-en", "");
        assertThat(origin(ALICE, "sms-en")).isEqualTo("everybody");
        ask(204, "DELETE", OwnTemplate.EVERYBODY, "sms-en", "");
        assertThat(origin(ALICE, "sms-en")).isEqualTo("built-in");
    }

    @Test
    void theBuiltInTemplateCanBePutAsItIsShown() {
        for (var name : TemplateName.ALL) {
            var shown = ask(200, "GET", ALICE, name.toString(), "");
            var parts = JSON.createObjectNode();
            List.of("subject", "text", "html").forEach(field -> {
                if (shown.has(field)) {
                    parts.set(field, shown.path(field));
                }
            });
            ask(200, "PUT", ALICE, name.toString(), parts.toString());
            var events = List.of(reboot());
            assertThat(wording.of(ALICE, name, events)).isEqualTo(wording.of(BOB, name, events));
        }
        assertThat(routes.failed()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                sms-en  | {"text":"{{#single}}{{label}}{{/single}}"} | text | {{^single}} for several
                sms-en  | {"text":"{{/single}}"}                     | text | line 1
                sms-en  | {"text":"{{x}}"}                           | text | there is no x here
                sms-en  | {"text":""}                                | text | says nothing
                sms-en  | {"text":7}                                 | text | must be a string
                sms-en  | {}                                         | text | a template of this medium has it
                sms-en  | {"text":"a","html":"b"}                    | html | there is no such field
                robot-zh| {"text":"a","subject":"b"}                 | subject | there is no such field
                mail-en | {"text":"a","html":"<script>"}             | html | no element script
                mail-en | {"text":"a","subject":"a\\nBcc: b"}        | subject | is one line
                """)
    void whatDoesNotWorkIsRefusedByField(String name, String body, String field, String says) {
        var told = ask(400, "PUT", ALICE, name, body).path("errors");
        assertThat(told).anySatisfy(error -> {
            assertThat(error.path("field").asText()).isEqualTo(field);
            assertThat(error.path("message").asText()).contains(says);
        });
        assertThat(origin(ALICE, name)).isEqualTo("built-in");
    }

    @Test
    void whatIsNoTemplateIsNotFound() {
        ask(404, "GET", ALICE, "fax-en", "");
        ask(404, "GET", ALICE, "mail-fr", "");
        ask(404, "GET", ALICE, "mail-en/x", "");
        ask(405, "POST", ALICE, "mail-en", "");
        ask(405, "PUT", ALICE, "", "");
        ask(405, "GET", ALICE, "mail-en:preview", "");
        ask(400, "PUT", ALICE, "mail-en", "{");
        ask(400, "PUT", ALICE, "mail-en", "[]");
    }

    @Test
    void aTemplateIsPreviewedOnAPastEventBeforeItIsPutAndThatIsWhatIsSaid() {
        keepReboot();
        var before = ask(200, "POST", ALICE, "sms-en:preview?event=" + EVENT, SMS);
        assertThat(before.path("event").asText()).isEqualTo(EVENT);
        assertThat(before.at("/single/text").asText()).endsWith(": i-bp1ecr*****5go2go");
        assertThat(before.at("/several/text").asText()).isEqualTo("3");
        assertThat(origin(ALICE, "sms-en")).as("nothing was put").isEqualTo("built-in");
        ask(200, "PUT", ALICE, "sms-en", SMS);
        var name = TemplateName.of("sms-en").orElseThrow();
        assertThat(wording.of(ALICE, name, List.of(reboot())).text())
                .isEqualTo(before.at("/single/text").asText());
        assertThat(ask(200, "POST", ALICE, "sms-en:preview?event=" + EVENT, "").path("single"))
                .as("the one that counts")
                .isEqualTo(before.path("single"));
    }

    @Test
    void aPreviewWithoutAnEventIsOfASampleAndAnothersEventIsNotFound() {
        keepReboot();
        var sample = ask(200, "POST", BOB, "mail-zh:preview", "");
        assertThat(sample.path("event").asText()).isEqualTo("sample");
        assertThat(sample.at("/single/subject").asText()).startsWith("[严重]");
        assertThat(sample.at("/several/html").asText()).contains("共 3 条事件通知");
        assertThat(ask(400, "POST", BOB, "mail-zh:preview?event=" + EVENT, "")
                        .at("/errors/0/field")
                        .asText())
                .isEqualTo("event");
        ask(400, "POST", ALICE, "mail-zh:preview?events=" + EVENT, "");
        ask(400, "POST", ALICE, "sms-zh:preview", "{\"text\":\"{{#single}}a{{/single}}\"}");
    }
}
