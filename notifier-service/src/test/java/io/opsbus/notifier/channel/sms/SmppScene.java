package io.opsbus.notifier.channel.sms;

import io.opsbus.notifier.Given;
import io.opsbus.notifier.channel.Blocking;
import io.opsbus.notifier.channel.Read;
import io.opsbus.notifier.channel.Sent;
import io.opsbus.notifier.channel.egress.AddressResolver;
import io.opsbus.notifier.channel.egress.EgressDial;
import io.opsbus.notifier.channel.egress.EgressPolicy;
import io.opsbus.notifier.channel.text.Wording;
import io.opsbus.notifier.delivery.Outcome;
import io.opsbus.notifier.dispatch.Attempts;
import io.opsbus.notifier.store.budget.InMemorySpending;
import io.opsbus.notifier.targets.Secret;
import io.opsbus.notifier.targets.Target;
import io.opsbus.notifier.targets.Target.Login;
import io.opsbus.testkit.SettableClock;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;

/** A channel over SMPP and its centre. */
abstract class SmppScene {
    final SmscSimulator smsc = new SmscSimulator();
    final Blocking blocking = new Blocking(8, Duration.ZERO, Duration.ofSeconds(20));
    final List<Attempts.Attempt> lost = new CopyOnWriteArrayList<>();
    final Receipts receipts = new Receipts((attempt, _) -> lost.add(attempt), SettableClock.at(Given.NOON));
    final SmppLink link = link("pw", "127.0.0.0/8,::1");

    SmppLink link(String password, String allowed) {
        return new SmppLink(centre(password), dial(allowed), receipts);
    }

    static EgressDial dial(String allowed) {
        return new EgressDial(AddressResolver.SYSTEM, EgressPolicy.allowing(allowed));
    }

    Smsc centre(String password) {
        return new Smsc(
                "localhost",
                smsc.port(),
                new Login("opsbus", Secret.of(password)),
                "",
                "OpsBus",
                1000,
                Duration.ofSeconds(10),
                Optional.empty());
    }

    @AfterEach
    void stop() throws IOException {
        link.close();
        blocking.close();
        smsc.close();
    }

    static Target sms(String language, String... to) {
        return Read.target(Map.of("type", "sms", "to", List.of(to), "language", language));
    }

    /** Whose accounts may spend what they like. */
    SmppChannel channel(SmppLink over) {
        return new SmppChannel(
                over, new Wording(), blocking, new SmsBudget(new InMemorySpending(), 0, () -> Given.NOON));
    }

    Outcome send(SmppLink over, Target target) {
        return Sent.to(target).on(channel(over));
    }
}
