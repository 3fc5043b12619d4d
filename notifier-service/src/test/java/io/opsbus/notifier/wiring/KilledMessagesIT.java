package io.opsbus.notifier.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsbus.notifier.channel.mail.SmtpStub;
import io.opsbus.notifier.channel.sms.SmscSimulator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jsmpp.SMPPConstant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGKILL in the middle of what goes to several people: who had it by an attempt that has ended does not get it again, the others twice at most. */
class KilledMessagesIT {
    private static final List<String> NUMBERS =
            List.of("8613800138000", "8613800138001", "8613800138002", "8613800138003", "8613800138004");
    private static final String LAST_NUMBER = NUMBERS.getLast();
    private static final String OPS = "ops@example.com";
    private static final String DUTY = "duty@example.com";

    @TempDir
    private Path folder;

    private final SmscSimulator smsc = new SmscSimulator("pw");
    private final SmtpStub smtp = new SmtpStub(Optional.empty());
    private Rig rig;
    private KillableNotifier notifier;

    @BeforeEach
    void start() {
        rig = new Rig(folder, "people");
        notifier = rig.notifier(
                Map.ofEntries(
                        Map.entry("opsbus.notifier.egress.allow", "127.0.0.0/8,::1"),
                        Map.entry("opsbus.notifier.mail.host", "localhost"),
                        Map.entry("opsbus.notifier.mail.port", smtp.port()),
                        Map.entry("opsbus.notifier.mail.security", "none"),
                        Map.entry("opsbus.notifier.mail.timeout", "4s"),
                        Map.entry("opsbus.notifier.mail.attempt-timeout", "6s"),
                        Map.entry("opsbus.notifier.sms.host", "127.0.0.1"),
                        Map.entry("opsbus.notifier.sms.port", smsc.port()),
                        Map.entry("opsbus.notifier.sms.password", "pw"),
                        Map.entry("opsbus.notifier.sms.per-second", 4),
                        Map.entry("opsbus.notifier.sms.timeout", "4s"),
                        Map.entry("opsbus.notifier.sms.attempt-timeout", "6s")),
                List.of());
        notifier.start();
        var numbers = NUMBERS.stream().map("+"::concat).toList();
        notifier.made(rig.account(), Map.of("type", "sms", "to", numbers, "language", "en"));
        notifier.made(rig.account(), Map.of("type", "mail", "to", List.of(OPS, DUTY), "language", "en"));
    }

    @AfterEach
    void stop() throws IOException {
        rig.close();
        smtp.close();
        smsc.close();
    }

    private static Map<String, Long> times(List<String> taken) {
        return List.copyOf(taken).stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    private void awaitEverybody() {
        await().atMost(Rig.PATIENCE).untilAsserted(() -> {
            assertThat(smsc.numbers()).as(notifier::told).containsAll(NUMBERS);
            assertThat(smtp.served()).contains(OPS, DUTY);
        });
        rig.awaitNothingParked();
    }

    @Test
    void whoHadItByAnAttemptThatEndedDoesNotGetItAgain() {
        smsc.answer(LAST_NUMBER, SMPPConstant.STAT_ESME_RSUBMITFAIL);
        smtp.recipient(DUTY, "450 greylisted");
        rig.publish(1);
        await().atMost(Rig.PATIENCE)
                .untilAsserted(() -> assertThat(rig.count("select count(*) from parked where recipients is not null"))
                        .as(notifier::told)
                        .isEqualTo(2));
        notifier.kill();
        smsc.answer(LAST_NUMBER, 0);
        smtp.recipient(DUTY, "250 ok");
        notifier.start();
        awaitEverybody();
        var messages = times(smsc.numbers());
        System.out.printf("killed between two attempts: messages %s, mail %s%n", messages, times(smtp.served()));
        assertThat(new HashSet<>(messages.values())).as("as many parts each").hasSize(1);
        assertThat(smtp.served()).containsExactlyInAnyOrder(OPS, DUTY);
    }

    @Test
    void whoWasBeingSentToGetsItTwiceAtMost() {
        smtp.hold();
        rig.publish(1);
        await().atMost(Rig.PATIENCE)
                .until(() -> new HashSet<>(smsc.numbers()).size() >= 3
                        && !smtp.served().isEmpty());
        notifier.kill();
        var had = new HashSet<>(smsc.numbers());
        smtp.release();
        notifier.start();
        awaitEverybody();
        var messages = times(smsc.numbers());
        var parts = messages.getOrDefault(LAST_NUMBER, 0L);
        System.out.printf("killed in an attempt: messages %s, mail %s%n", messages, times(smtp.served()));
        NUMBERS.forEach(number -> assertThat(messages.getOrDefault(number, 0L))
                .as(number)
                .isBetween(parts, had.contains(number) ? 2 * parts : parts));
        assertThat(times(smtp.served()).values()).allMatch(times -> times <= 2);
    }
}
