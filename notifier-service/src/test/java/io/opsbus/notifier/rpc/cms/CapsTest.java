package io.opsbus.notifier.rpc.cms;

import static io.opsbus.notifier.rpc.cms.CmsInMemory.ALICE;
import static io.opsbus.notifier.rpc.cms.CmsInMemory.BOB;
import static io.opsbus.notifier.rpc.cms.CmsInMemory.MOST;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.rpc.cms.CmsInMemory.Told;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many things of a kind an account may have. */
class CapsTest {
    private final CmsInMemory cms = new CmsInMemory();

    /** @param fields names and values with = and blanks between; # is the number */
    private Told make(String account, String action, String fields, int number) {
        Map<String, String> form = new TreeMap<>();
        for (String field : fields.replace("#", "" + number).split(" ", -1)) {
            var parts = field.split("=", -1);
            form.put(parts[0], parts[1]);
        }
        return cms.ask(account, action, form);
    }

    @ParameterizedTest
    @CsvSource({
        "PutEventRule, RuleName=r# EventPattern.1.Product=ECS EventPattern.1.LevelList.1=*, rules, DeleteEventRules, RuleNames.1=r1",
        "PutContact, ContactName=c# Describe=x Channels.Mail=c#@a.example, contacts, DeleteContact, ContactName=c1",
        "PutContactGroup, ContactGroupName=g#, contact-groups, DeleteContactGroup, ContactGroupName=g1",
        "CreateMonitorGroup, GroupName=m#, monitor-groups, '', ''"
    })
    void anAccountHasAsManyAsTheSettingSaysAndNoMore(
            String action, String fields, String setting, String delete, String one) {
        for (var i = 1; i <= MOST; i++) {
            assertThat(make(ALICE, action, fields, i).status()).isEqualTo(200);
        }
        var told = make(ALICE, action, fields, MOST + 1);
        assertThat(told.status()).isEqualTo(400);
        assertThat(told.code()).isEqualTo("ResourceOverLimit");
        assertThat(told.text("/Message")).contains("opsbus.notifier.caps." + setting);
        assertThat(make(BOB, action, fields, 1).status())
                .as("another's are not counted")
                .isEqualTo(200);
        if (!delete.isEmpty()) {
            assertThat(make(ALICE, action, fields, 1).status())
                    .as("what is there may change")
                    .isEqualTo(200);
            assertThat(make(ALICE, delete, one, 1).status()).isEqualTo(200);
            assertThat(make(ALICE, action, fields, MOST + 1).status()).isEqualTo(200);
        }
    }
}
