package io.opsbus.notifier.contact;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.AccountId;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

class CodeTest {
    private static final AccountId ALICE = new AccountId("alice");
    private static final byte[] BYTES = {0, 1, 2, 3, 4, 5, 6, 7, 8, 31, -1, 127};

    @Test
    void itIsReadHoweverItIsTyped() {
        var code = Code.of(BYTES);
        assertThat(code.reveal()).isEqualTo("ABCD-EFGH-J999");
        for (var typed : new String[] {"ABCD-EFGH-J999", " abcdefghj999 ", "abcd efgh j999"}) {
            assertThat(Code.read(typed).map(one -> one.hash(ALICE))).contains(code.hash(ALICE));
        }
        for (var none : new String[] {"", "ABCD-EFGH", "ABCD-EFGH-J999X", "ABCD-EFGH-J9I9", "ABCD-EFGH-J9%9"}) {
            assertThat(Code.read(none)).isEmpty();
        }
    }

    @Test
    void whatIsKeptTellsNothingAndIsAnAccountsOwn() {
        var code = Code.of(BYTES);
        assertThat(code.hash(ALICE)).hasSize(64).isNotEqualTo(code.hash(new AccountId("bob")));
        assertThat(code).hasToString("Code(hidden)");
    }

    @Test
    void everyBitOfALetterCounts() {
        var all = new HashSet<String>();
        for (var letter = 0; letter < 32; letter++) {
            var bytes = BYTES.clone();
            bytes[0] = (byte) letter;
            all.add(Code.of(bytes).reveal());
        }
        assertThat(all).hasSize(32);
    }
}
