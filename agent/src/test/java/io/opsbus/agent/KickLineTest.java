package io.opsbus.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KickLineTest {
    @Test
    void aBareKickFetchesEverythingAndANamedOneItsTask() {
        assertThat(KickLine.read("kick_vm")).isEqualTo(new KickLine.Fetch(Optional.empty()));
        assertThat(KickLine.read("kick_vm task run t-1")).isEqualTo(new KickLine.Fetch(Optional.of("t-1")));
        assertThat(KickLine.read("kick_vm task stop t-1")).isEqualTo(new KickLine.Fetch(Optional.of("t-1")));
        assertThat(KickLine.read("kick_vm file create f-1")).isEqualTo(new KickLine.Fetch(Optional.of("f-1")));
    }

    /** Each of them deafens the official agent until it is restarted. */
    @ParameterizedTest
    @ValueSource(strings = {"kick_vm agent", "kick_vm task", "kick_vm session", "kick_vm file", "kick_vm status"})
    void aLineWithoutItsThirdWordIsUnknownAndAnswered(String line) {
        assertThat(KickLine.read(line)).isEqualTo(new KickLine.Unknown());
        assertThat(KickLine.read(line).answer(line)).isEqualTo("unknow:" + line);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "hello", "kick_vmm", "kick_vm reboot now", "kick_vm task destroy t-1"})
    void anythingElseIsUnknown(String line) {
        assertThat(KickLine.read(line)).isEqualTo(new KickLine.Unknown());
    }

    @Test
    void whatTheAgentDoesIsAcceptedAndWhatItDoesNotIsRejected() {
        assertThat(KickLine.read("kick_vm noop").answer("kick_vm noop")).isEqualTo("accept:kick_vm noop");
        assertThat(KickLine.read("kick_vm agent deregister")).isEqualTo(new KickLine.Deregister());
        assertThat(KickLine.read("kick_vm session start c").answer("x")).isEqualTo("reject:x");
        assertThat(KickLine.read("kick_vm agent update").answer("x")).isEqualTo("reject:x");
    }
}
