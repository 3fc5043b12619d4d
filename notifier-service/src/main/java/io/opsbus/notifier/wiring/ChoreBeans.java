package io.opsbus.notifier.wiring;

import com.zaxxer.hikari.HikariDataSource;
import io.opsbus.notifier.budget.Spending;
import io.opsbus.notifier.budget.SpentBudgets;
import io.opsbus.notifier.bus.KafkaNotices;
import io.opsbus.notifier.channel.consent.Asking;
import io.opsbus.notifier.dispatch.Flow;
import io.opsbus.notifier.dispatch.ParkedDeliveries;
import io.opsbus.notifier.history.PastEvents;
import io.opsbus.notifier.hold.Disabling;
import io.opsbus.notifier.hold.FailingTargets;
import io.opsbus.notifier.hold.HeldTargets;
import io.opsbus.notifier.hold.QuietTargets;
import io.opsbus.notifier.hold.Stops;
import io.opsbus.notifier.journal.Journal;
import io.opsbus.notifier.keeping.Archives;
import io.opsbus.notifier.pace.Silences;
import io.opsbus.notifier.pace.Tallies;
import io.opsbus.notifier.pace.Windows;
import io.opsbus.notifier.redrive.DeadDeliveries;
import io.opsbus.notifier.redrive.Redrives;
import io.opsbus.notifier.rpc.cms.event.Thresholds;
import io.opsbus.notifier.silence.Ongoing;
import io.opsbus.notifier.silence.Silence;
import io.opsbus.notifier.store.LiveRules;
import io.opsbus.notifier.store.PostgresShelf;
import io.opsbus.notifier.store.seal.Resealing;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the worker does besides delivering. */
@Configuration(proxyBeanMethods = false)
class ChoreBeans {
    private static final int DAYS_OF_BUDGETS = 31;

    /** For a target that has failed for days it matters little. */
    private static final Duration LOOKING = Duration.ofSeconds(5);

    @Bean
    Worker.Chore freshRules(LiveRules rules) {
        return new Worker.Chore(Duration.ofMillis(500), rules::refresh);
    }

    @Bean
    Worker.Chore leavingAlone(Flow flow, QuietTargets quiet, Clock clock) {
        return new Worker.Chore(Duration.ofMillis(500), () -> flow.rests().exchange(quiet, clock.instant()));
    }

    @Bean
    Worker.Chore forgettingTargets(ParkedDeliveries worker) {
        return new Worker.Chore(Duration.ofSeconds(10), worker::forget);
    }

    @Bean
    Worker.Chore askingReceivers(Asking asking) {
        return new Worker.Chore(Duration.ofSeconds(1), asking::look);
    }

    @Bean
    Worker.Chore redriving(Redrives redrives, Clock clock) {
        return new Worker.Chore(Duration.ofMillis(200), () -> redrives.step(clock.instant()));
    }

    /** An operator who changes a key looks every few minutes. */
    @Bean
    Worker.Chore countingWhatIsSealed(Resealing resealing) {
        return new Worker.Chore(Duration.ofSeconds(30), resealing::look);
    }

    @Bean
    Worker.Chore resealingSome(Resealing resealing) {
        return new Worker.Chore(Duration.ofMillis(500), resealing::step);
    }

    /** While a stop ends nothing is sent: so it goes fast, but not so long at a time that nobody else gets the worker. */
    @Bean
    Worker.Chore lettingGo(Stops stops) {
        return new Worker.Chore(Duration.ofMillis(200), () -> {
            for (var parts = 0; parts < 5 && stops.letGo(2000); parts++) {
                // the next part
            }
        });
    }

    @Bean
    Worker.Chore disabling(
            HeldTargets held,
            FailingTargets failing,
            LiveRules rules,
            Disabling.Notices notices,
            Settings settings,
            Clock clock) {
        var patience = settings.notifier().disable().patience();
        var disabling = new Disabling(held, failing, rules::owner, notices, patience);
        return new Worker.Chore(LOOKING, () -> disabling.look(clock.instant(), rules::refresh));
    }

    @Bean
    Worker.Chore tellingOfSpentBudgets(Spending spending, KafkaNotices notices, Clock clock) {
        var budgets = new SpentBudgets(spending, notices);
        return new Worker.Chore(LOOKING, () -> budgets.look(clock.instant()));
    }

    @Bean
    Worker.Chore forgettingBudgets(Spending spending, Clock clock) {
        return new Worker.Chore(
                Duration.ofHours(1),
                () -> spending.forget(
                        LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(DAYS_OF_BUDGETS)));
    }

    @Bean
    Archives archives(PastEvents past, Journal journal, DeadDeliveries dead, Settings settings) {
        var all = settings.notifier();
        return new Archives(Map.of(
                Archives.Kind.EVENTS,
                new Archives.Bounded(past, all.history().keep(), all.history().most()),
                Archives.Kind.ATTEMPTS,
                new Archives.Bounded(
                        journal, all.attempts().keep(), all.attempts().most()),
                Archives.Kind.DEAD,
                new Archives.Bounded(
                        dead, all.deadLetters().keep(), all.deadLetters().most())));
    }

    @Bean
    Worker.Chore forgetting(
            HikariDataSource database,
            Archives archives,
            Silences silences,
            Windows windows,
            Tallies tallies,
            Clock clock) {
        var forgetting = new Forgetting(database, archives, silences, windows, tallies, clock);
        return new Worker.Chore(Duration.ofHours(1), forgetting::begin);
    }

    @Bean
    Worker.Chore tellingWhatIsFull(Thresholds thresholds, Clock clock) {
        return new Worker.Chore(Duration.ofSeconds(10), () -> thresholds.tellLeft(clock.instant()));
    }

    /** Whoever looks at what a silence kept back may ask what it was. */
    @Bean
    Worker.Chore forgettingSilences(PostgresShelf<Silence> silences, Ongoing ongoing, Settings settings, Clock clock) {
        var keep = settings.notifier().deadLetters().keep();
        return new Worker.Chore(Duration.ofHours(1), () -> {
            ongoing.forget(clock.instant());
            Forgetting.inBatches(() -> silences.forgetEnded(clock.instant().minus(keep), Forgetting.BATCH));
        });
    }

    @Bean
    Worker.Chore forgettingRedrives(Redrives redrives, Settings settings, Clock clock) {
        var keep = settings.notifier().deadLetters().keep();
        return new Worker.Chore(
                Duration.ofHours(1), () -> redrives.forget(clock.instant().minus(keep)));
    }
}
