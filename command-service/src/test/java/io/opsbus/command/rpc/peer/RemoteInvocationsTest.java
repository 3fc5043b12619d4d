package io.opsbus.command.rpc.peer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.opsbus.command.CommandId;
import io.opsbus.command.CommandPlace;
import io.opsbus.command.Given;
import io.opsbus.command.use.PeriodicUses;
import io.opsbus.rpc.identity.InternalKey;
import java.net.URI;
import java.time.Clock;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteInvocationsTest {
    private static final InternalKey KEY = InternalKey.of(Base64.getEncoder().encodeToString(new byte[32]));
    private static final InternalKey ANOTHER =
            InternalKey.of(Base64.getEncoder().encodeToString("another key of thirty-two bytes!".getBytes(UTF_8)));
    private static final CommandPlace PLACE = new CommandPlace(Given.ALICES, new CommandId("c-1"));

    private final InvokerPeer peer = new InvokerPeer(KEY);

    @AfterEach
    void close() {
        peer.close();
    }

    private static boolean areThere(URI url, InternalKey key) {
        try (var remote = new RemoteInvocations(url, key, Clock.systemUTC())) {
            return remote.areThere(PLACE);
        }
    }

    @Test
    void whatIsRepeatedOrWaitsForABootUsesItUntilItIsOver() {
        assertThat(areThere(peer.url(), KEY)).isFalse();
        for (String mode : List.of("Period", "EveryReboot", "NextRebootOnly")) {
            for (String status : List.of("Pending", "Scheduled", "Running", "Stopping")) {
                peer.invocations.put("c-1", List.of(new InvokerPeer.Runs(mode, status)));
                assertThat(areThere(peer.url(), KEY)).as(mode + " " + status).isTrue();
            }
            for (String status : List.of("Stopped", "Success", "PartialFailed", "Failed")) {
                peer.invocations.put("c-1", List.of(new InvokerPeer.Runs(mode, status)));
                assertThat(areThere(peer.url(), KEY)).as(mode + " " + status).isFalse();
            }
        }
        peer.invocations.put("c-1", List.of(new InvokerPeer.Runs("Once", "Running")));
        assertThat(areThere(peer.url(), KEY)).isFalse();
    }

    @Test
    void oneThatGoesOnIsFoundBehindAnyNumberOfNewerOnesThatAreOver() {
        var over = Collections.nCopies(50, new InvokerPeer.Runs("Period", "Stopped"));
        for (String status : List.of("Scheduled", "Running", "Stopping")) {
            peer.invocations.put(
                    "c-1",
                    Stream.concat(over.stream(), Stream.of(new InvokerPeer.Runs("Period", status)))
                            .toList());
            assertThat(areThere(peer.url(), KEY)).as(status).isTrue();
        }
        peer.invocations.put("c-1", over);
        assertThat(areThere(peer.url(), KEY)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "{\"Invocations\":{}}", "{\"Invocations\":[]}", "{\"Invocations\":{\"Invocation\":{}}}"})
    void anAnswerWithoutTheListIsNoFreeCommand(String answer) {
        peer.instead = answer;
        assertThatExceptionOfType(PeriodicUses.Away.class).isThrownBy(() -> areThere(peer.url(), KEY));
    }

    @Test
    void whoDoesNotAnswerOrDoesNotBelieveIsNoFreeCommand() {
        assertThatExceptionOfType(PeriodicUses.Away.class)
                .isThrownBy(() -> areThere(URI.create("http://127.0.0.1:1"), KEY));
        assertThatExceptionOfType(PeriodicUses.Away.class).isThrownBy(() -> areThere(peer.url(), ANOTHER));
    }
}
