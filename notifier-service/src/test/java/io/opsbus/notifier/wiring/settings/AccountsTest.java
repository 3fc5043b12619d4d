package io.opsbus.notifier.wiring.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsbus.notifier.rpc.cms.delivery.RedriveDesk;
import io.opsbus.notifier.rpc.target.AnswerHeads;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class AccountsTest {
    private static final String PREFIX = "opsbus.notifier.accounts";

    private static Accounts read(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings)).bindOrCreate(PREFIX, Accounts.class);
    }

    @Test
    void unlessItIsSetAccountsHearWhatIsPublicAndBringBackSlowly() {
        assertThat(read(Map.of())).isEqualTo(new Accounts(AnswerHeads.Told.PUBLIC, 1, 100));
    }

    @Test
    void whatIsSetCounts() {
        var set = read(Map.of(PREFIX + ".answers", "none", PREFIX + ".redrives", "3", PREFIX + ".redrive-rate", "7"));
        assertThat(set.answers()).isEqualTo(AnswerHeads.Told.NONE);
        assertThat(set.bounds()).isEqualTo(new RedriveDesk.Bounds(3, 7));
    }

    @Test
    void whatCannotWorkIsRefusedByItsName() {
        assertThatThrownBy(() -> new Accounts(AnswerHeads.Told.ALL, 0, 1)).hasMessageContaining(PREFIX + ".redrives");
        assertThatThrownBy(() -> new Accounts(AnswerHeads.Told.ALL, 1, 10_001))
                .hasMessageContaining(PREFIX + ".redrive-rate");
    }
}
