package io.opsbus.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.agent.wire.Server;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HeartbeatTest {
    private final Heartbeat heartbeat = new Heartbeat();
    private final Heartbeat.Machine machine = new Heartbeat.Machine(7, "6.1", "m", true);

    @Test
    void theMachineIsToldUntilTheFirstWasAcknowledged() {
        assertThat(heartbeat.query(9, 1, 2, machine))
                .isEqualTo("uptime=1&timestamp=9&pid=7&process_uptime=2&index=0&seq_no=0&virt_type=kvm&os_version=6.1"
                        + "&az=unknown&machineid=m&cold_start=true");
        heartbeat.acknowledged("{}", 0);
        assertThat(heartbeat.query(9, 1, 2, machine)).endsWith("index=1&seq_no=1");
    }

    /** A server that merely refuses, or a front that answers for it, ends no registration. */
    @Test
    void onlyTheVeryWordsEndARegistration() {
        String words = "{\"code\":403,\"errMsg\":\"instance_deregistered\"}";
        assertThat(Server.isFarewell(403, words)).isTrue();
        assertThat(Server.isFarewell(401, words)).isFalse();
        assertThat(Server.isFarewell(200, words)).isFalse();
        assertThat(Server.isFarewell(403, "{\"errMsg\":\"no such instance_deregistered\"}"))
                .isFalse();
        assertThat(Server.isFarewell(403, "instance_deregistered")).isFalse();
    }

    @Test
    void onlyAnIntervalOfAboutAMinuteIsTaken() {
        assertThat(Heartbeat.next("{\"nextInterval\":60000}", 0.5)).isEqualTo(Duration.ofMinutes(1));
        assertThat(Heartbeat.next("{\"nextInterval\":10}", 0)).isEqualTo(Duration.ofSeconds(55));
        assertThat(Heartbeat.next("gone", 0.999)).isBetween(Duration.ofSeconds(64), Duration.ofSeconds(65));
    }
}
