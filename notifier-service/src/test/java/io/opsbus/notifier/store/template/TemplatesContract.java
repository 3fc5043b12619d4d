package io.opsbus.notifier.store.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.ledger.ChangeKey;
import io.opsbus.ledger.Decision;
import io.opsbus.ledger.Ledger;
import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.shelf.Key;
import io.opsbus.notifier.shelf.Shelf;
import io.opsbus.notifier.store.NoFact;
import io.opsbus.notifier.targets.Target.Language;
import io.opsbus.notifier.template.Medium;
import io.opsbus.notifier.template.OwnTemplate;
import io.opsbus.notifier.template.Sheets;
import io.opsbus.notifier.template.TemplateName;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every store promises of own templates. */
abstract class TemplatesContract {
    private static final AccountId ALICE = new AccountId("alice");
    private static final AccountId BOB = new AccountId("bob");
    private static final TemplateName SMS = new TemplateName(Medium.SMS, Language.ZH);

    private final Books books = empty();
    private final LiveTemplates live = new LiveTemplates(books.shelf());
    private int keys;

    /** A shelf and the ledger that writes it. */
    record Books(Shelf<OwnTemplate> shelf, Ledger<Key, OwnTemplate, NoFact> ledger) {}

    /** A fresh, empty one. */
    abstract Books empty();

    private void put(AccountId account, TemplateName name, Map<String, String> parts) {
        var key = new Key(account, name.toString());
        change(key, Decision.accepted(new OwnTemplate(key, parts), List.of()));
    }

    private void remove(AccountId account) {
        change(new Key(account, SMS.toString()), Decision.accepted(null, List.of()));
    }

    private void change(Key key, Decision<OwnTemplate, Decision.Done, NoFact> decision) {
        books.ledger().change(key, ChangeKey.once("k" + ++keys), _ -> decision);
        live.refresh();
    }

    private String said(AccountId account) {
        return live.of(account, SMS)
                .map(sheets -> switch (sheets.say(Map.of("count", "7"))) {
                    case Sheets.Said.Words(var message) -> message.text();
                    case Sheets.Said.Nothing(var why) -> why.message();
                })
                .orElse("built-in");
    }

    @Test
    void aTemplateIsFoundAsItWasPut() {
        var mail = new TemplateName(Medium.MAIL, Language.EN);
        var parts =
                Map.of("subject", "{{count}} \"事件\"", "text", "a\n\tb {{count}} \\ '", "html", "<p>{{count}}</p>\r\n");
        put(ALICE, mail, parts);
        assertThat(books.shelf().find(new Key(ALICE, "mail-en")).orElseThrow().parts())
                .isEqualTo(parts);
        assertThat(live.of(ALICE, mail)).isPresent();
        assertThat(live.of(ALICE, SMS)).isEmpty();
        assertThat(live.of(BOB, mail)).isEmpty();
    }

    @Test
    void theAccountsCountsThenEverybodysThenTheBuiltInOne() {
        assertThat(said(ALICE)).isEqualTo("built-in");
        put(OwnTemplate.EVERYBODY, SMS, Map.of("text", "everybody {{count}}"));
        put(ALICE, SMS, Map.of("text", "alice {{count}}"));
        assertThat(said(ALICE)).isEqualTo("alice 7");
        assertThat(said(BOB)).isEqualTo("everybody 7");
        put(ALICE, SMS, Map.of("text", "again {{count}}"));
        assertThat(said(ALICE)).isEqualTo("again 7");
        remove(ALICE);
        assertThat(said(ALICE)).isEqualTo("everybody 7");
        remove(OwnTemplate.EVERYBODY);
        assertThat(said(ALICE)).isEqualTo("built-in");
    }

    @Test
    void whatIsSoundNoLongerCountsForNobody() {
        put(ALICE, SMS, Map.of("text", "alice {{count}}"));
        put(ALICE, SMS, Map.of("text", "{{getClass}}"));
        assertThat(said(ALICE)).isEqualTo("built-in");
        var later = new LiveTemplates(books.shelf());
        later.refresh();
        assertThat(later.of(ALICE, SMS)).isEmpty();
    }
}
