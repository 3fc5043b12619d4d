package io.opsbus.notifier.rpc.cms;

import static io.opsbus.notifier.rpc.cms.CmsInMemory.ALICE;
import static io.opsbus.notifier.rpc.cms.CmsInMemory.BOB;
import static io.opsbus.notifier.rpc.cms.CmsInMemory.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.Level;
import io.opsbus.notifier.contact.CodesSent;
import io.opsbus.notifier.rpc.cms.CmsInMemory.Told;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Where people must confirm their addresses, nothing goes there before they have. */
class ConfirmedContactsTest {
    private static final String MAIL = "a@example.com";
    private static final String SMS = "+8613800138000";

    private final CmsInMemory cms = new CmsInMemory(true);

    private Told put(String account, String... channels) {
        var form = new TreeMap<>(Map.of("ContactName", "a", "Describe", "x", "Lang", "en"));
        for (var i = 0; i < channels.length; i += 2) {
            form.put("Channels." + channels[i], channels[i + 1]);
        }
        return cms.ask(account, "PutContact", form);
    }

    private String state(String channel) {
        return cms.done(ALICE, "DescribeContactList").text("/Contacts/Contact/0/ChannelsState/" + channel);
    }

    private String code(String address) {
        return Objects.requireNonNull(cms.codes.get(address)).reveal();
    }

    private Told confirm(String account, String code) {
        return cms.ask(account, "ConfirmContact", "Code", code);
    }

    private List<String> whoHears() {
        return cms.whoHears(ALICE, "Instance:StateChange", Level.CRITICAL, "i-1", "{}");
    }

    private void ruleForTheGroup() {
        cms.done(ALICE, "PutContactGroup", "ContactGroupName", "g", "ContactNames.1", "a");
        cms.done(
                ALICE,
                "PutEventRule",
                "RuleName",
                "r",
                "EventPattern.1.Product",
                "ECS",
                "EventPattern.1.LevelList.1",
                "CRITICAL",
                "EventPattern.1.NameList.1",
                "*");
        cms.done(
                ALICE,
                "PutEventRuleTargets",
                "RuleName",
                "r",
                "ContactParameters.1.Id",
                "1",
                "ContactParameters.1.ContactGroupName",
                "g",
                "ContactParameters.1.Level",
                "2");
    }

    @Test
    void anAddressGetsNothingButTheCodeUntilItHasComeBack() {
        assertThat(put(ALICE, "Mail", MAIL, "SMS", SMS, "AliIM", "alice").status())
                .isEqualTo(200);
        assertThat(state("Mail")).isEqualTo("PENDING");
        assertThat(state("SMS")).isEqualTo("PENDING");
        assertThat(state("AliIM")).isEqualTo("OK");
        ruleForTheGroup();
        assertThat(whoHears()).isEmpty();

        assertThat(confirm(ALICE, code(MAIL)).status()).isEqualTo(200);
        assertThat(state("Mail")).isEqualTo("OK");
        assertThat(state("SMS")).isEqualTo("PENDING");
        assertThat(whoHears()).containsExactly("mail");

        assertThat(confirm(ALICE, code(SMS).toLowerCase(Locale.ROOT).replace("-", " "))
                        .status())
                .isEqualTo(200);
        assertThat(whoHears()).containsExactly("mail", "sms");
    }

    @Test
    void aCodeIsGoodOnceForItsAccountAndForADay() {
        put(ALICE, "Mail", MAIL);
        assertThat(confirm(BOB, code(MAIL)).code()).isEqualTo("ResourceNotFound");
        assertThat(confirm(ALICE, "AAAA-BBBB-CCCC").code()).isEqualTo("ResourceNotFound");
        assertThat(confirm(ALICE, "AAAA-BBBB").code()).isEqualTo("InvalidParameter");
        cms.clock.set(START.plus(Duration.ofDays(1)));
        assertThat(confirm(ALICE, code(MAIL)).code()).isEqualTo("ResourceNotFound");
        assertThat(state("Mail")).isEqualTo("PENDING");

        put(ALICE, "Mail", MAIL);
        assertThat(confirm(ALICE, code(MAIL)).status()).isEqualTo(200);
        assertThat(confirm(ALICE, code(MAIL)).code()).isEqualTo("ResourceNotFound");
    }

    @Test
    void aNewCodeTakesThePlaceOfTheLast() {
        put(ALICE, "Mail", MAIL);
        var first = code(MAIL);
        cms.clock.set(START.plus(CodesSent.APART));
        put(ALICE, "Mail", MAIL);
        assertThat(confirm(ALICE, first).code()).isEqualTo("ResourceNotFound");
        assertThat(confirm(ALICE, code(MAIL)).status()).isEqualTo(200);
    }

    @Test
    void onlyWhatIsNewIsAsked() {
        put(ALICE, "Mail", MAIL);
        confirm(ALICE, code(MAIL));
        cms.codes.clear();
        put(ALICE, "Mail", MAIL, "SMS", SMS);
        assertThat(cms.codes).containsOnlyKeys(SMS);
        assertThat(state("Mail")).isEqualTo("OK");
        cms.clock.set(START.plus(CodesSent.APART));
        put(ALICE, "Mail", "b@example.com");
        assertThat(state("Mail")).isEqualTo("PENDING");
        assertThat(state("SMS")).isEmpty();
    }

    @Test
    void strangersAreNotWrittenToAtWill() {
        for (var minute = 0; minute < CodesSent.TO_ONE; minute++) {
            cms.clock.set(START.plus(CodesSent.APART.multipliedBy(minute)));
            assertThat(put(minute % 2 == 0 ? ALICE : BOB, "Mail", MAIL).status())
                    .isEqualTo(200);
            assertThat(put(ALICE, "Mail", MAIL).code()).as("within a minute").isEqualTo("ConfirmationLimitExceeded");
        }
        cms.clock.set(START.plus(Duration.ofHours(2)));
        assertThat(put(ALICE, "Mail", MAIL, "SMS", SMS).code()).isEqualTo("ConfirmationLimitExceeded");
        assertThat(cms.codes).as("all or none").containsOnlyKeys(MAIL);
        assertThat(state("SMS")).as("nothing was changed").isEmpty();
        assertThat(put(ALICE, "SMS", SMS).status()).isEqualTo(200);
    }

    @Test
    void whereNobodyIsAskedEveryAddressIsGood() {
        var lenient = new CmsInMemory();
        lenient.done(ALICE, "PutContact", "ContactName", "a", "Describe", "x", "Channels.Mail", MAIL);
        assertThat(lenient.done(ALICE, "DescribeContactList").text("/Contacts/Contact/0/ChannelsState/Mail"))
                .isEqualTo("OK");
        assertThat(lenient.codes).isEmpty();
    }
}
