package io.opsbus.notifier.bus;

import io.opsbus.notifier.TargetId;
import io.opsbus.notifier.delivery.DeadReason;
import io.opsbus.notifier.delivery.DeliveryId;
import io.opsbus.notifier.delivery.Outcome;
import io.opsbus.notifier.dispatch.Attempts;
import io.opsbus.notifier.dispatch.DeadLetters;
import io.opsbus.notifier.redrive.DeadDelivery;
import io.opsbus.notifier.store.InMemoryParking;
import io.opsbus.notifier.store.InMemorySilences;
import io.opsbus.notifier.store.hold.InMemoryHeldTargets;
import io.opsbus.notifier.store.pace.InMemoryWindows;
import io.opsbus.notifier.store.redrive.InMemoryRedrives;
import io.opsbus.schemas.notifier.Attempt;
import io.opsbus.schemas.notifier.DeadLetter;
import io.opsbus.schemas.registry.InMemorySchemaRegistry;
import io.opsbus.testkit.SettableClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** What is outside the process: stores and the bus, with all that was written down. It stays when the process dies. */
final class Surviving {
    private final SettableClock clock;
    private final PlainNotifier model;
    private final ScriptedTargets targets;
    final Records records = new Records(new InMemorySchemaRegistry());
    final InMemoryParking parking = new InMemoryParking();
    final InMemoryHeldTargets held = new InMemoryHeldTargets(parking);
    final InMemoryRedrives redrives = new InMemoryRedrives(parking);
    final InMemoryWindows windows = new InMemoryWindows();
    final InMemorySilences silences = new InMemorySilences();
    final List<ConsumerRecord<byte[], byte[]>> routed = new ArrayList<>();
    final List<Attempts.Attempt> attempts = new ArrayList<>();
    private final LetterFeed letters;

    Surviving(SettableClock clock, PlainNotifier model, ScriptedTargets targets) {
        this.clock = clock;
        this.model = model;
        this.targets = targets;
        this.letters = new LetterFeed(records, redrives, _ -> Optional.empty(), clock);
    }

    /** What is known to have been delivered. */
    Set<String> known() {
        return attempts.stream()
                .filter(one -> isDelivered(one.outcome()))
                .map(one -> PlainNotifier.key(
                        one.delivery().about().eventId(),
                        ScriptedTargets.spot(one.delivery().target())))
                .collect(Collectors.toSet());
    }

    private static boolean isDelivered(Outcome outcome) {
        return outcome.verdict() == Outcome.Verdict.DELIVERED;
    }

    Set<DeliveryId> delivered(Collection<DeliveryId> asked, Instant since) {
        return attempts.stream()
                .filter(one -> isDelivered(one.outcome()) && !one.startedAt().isBefore(since))
                .map(one -> one.delivery().id())
                .filter(asked::contains)
                .collect(Collectors.toSet());
    }

    void bury(List<DeadLetters.Letter> dead) {
        for (var letter : dead) {
            var one = letter.delivery();
            var key = PlainNotifier.key(one.about().eventId(), ScriptedTargets.spot(one.target()));
            targets.touch(key);
            model.died(key, letter.state().reason(), clock.instant());
            redrives.keep(
                    List.of(new DeadDelivery(
                            one, "", letter.state().reason(), letter.state().attempts(), clock.instant())),
                    clock.instant());
        }
    }

    /** What the router wrote is on the bus. */
    void written(ConsumerRecord<byte[], byte[]> record) {
        switch (records.read(record)) {
            case Attempt line ->
                model.keptBack(key(line.getEventId(), line.getTargetId()), String.valueOf(line.getSilence()));
            case DeadLetter letter -> {
                model.died(key(letter.getEventId(), letter.getTargetId()), DeadReason.SILENCED, clock.instant());
                letters.accept(List.of(record));
            }
            default -> routed.add(record);
        }
    }

    private static String key(@Nullable String event, @Nullable String target) {
        return PlainNotifier.key(String.valueOf(event), ScriptedTargets.spot(new TargetId(String.valueOf(target))));
    }
}
