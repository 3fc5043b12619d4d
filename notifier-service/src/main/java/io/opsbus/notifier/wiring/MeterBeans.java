package io.opsbus.notifier.wiring;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.opsbus.notifier.bus.DeliveryBatches;
import io.opsbus.notifier.delivery.DeadReason;
import io.opsbus.notifier.delivery.Outcome;
import io.opsbus.notifier.dispatch.Counts;
import io.opsbus.notifier.dispatch.Deliverer;
import io.opsbus.notifier.dispatch.Flow;
import io.opsbus.notifier.dispatch.lane.Look;
import io.opsbus.notifier.hold.Stop;
import io.opsbus.notifier.keeping.Archives;
import io.opsbus.notifier.store.hold.LiveHolds;
import io.opsbus.notifier.store.seal.Resealing;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The counts as Prometheus metrics; labels are from small fixed sets and never name an account or an address. */
@Configuration(proxyBeanMethods = false)
class MeterBeans {
    private static final String PREFIX = "opsbus.notifier.";

    @Bean
    MeterBinder sealedMeters(Resealing resealing) {
        return meters -> {
            sealed(meters, "current", resealing, Resealing.Report::byCurrent);
            sealed(meters, "older", resealing, Resealing.Report::byOlder);
            sealed(meters, "missing", resealing, Resealing.Report::byMissing);
        };
    }

    /** Targets are counted by what their lanes do, and never named. */
    @Bean
    MeterBinder laneMeters(Flow flow) {
        return meters -> Stream.of(Look.Manner.values())
                .forEach(manner -> Gauge.builder(
                                PREFIX + "lanes", flow, lanes -> lanes.manners().getOrDefault(manner, 0L))
                        .description("targets this process has sent to, by what their lanes do now")
                        .tag("state", manner.word())
                        .register(meters));
    }

    /** More than none for long: the store of the parked is away. */
    @Bean
    MeterBinder aheadMeters(Deliverer deliverer, DeliveryBatches batches) {
        return meters -> {
            Gauge.builder(PREFIX + "waiting", deliverer, Deliverer::waiting)
                    .description("deliveries that wait in memory to be parked")
                    .register(meters);
            Gauge.builder(PREFIX + "ahead", batches, DeliveryBatches::ahead)
                    .description("records that are begun and not committed")
                    .register(meters);
            Gauge.builder(PREFIX + "held.up", batches, one -> one.isFull() ? 1 : 0)
                    .description("whether so much waits that nothing is taken any more")
                    .register(meters);
        };
    }

    /** More than none: somebody has more than there is room for, and it is in the log whose went. */
    @Bean
    MeterBinder archiveMeters(Archives archives) {
        return meters -> Stream.of(Archives.Kind.values())
                .forEach(kind -> FunctionCounter.builder(PREFIX + "forgotten.early", archives, all -> all.early(kind))
                        .description("what was kept and went before its time, because there was no room for it")
                        .tag("kept", kind.word())
                        .register(meters));
    }

    @Bean
    MeterBinder stopMeters(LiveHolds holds) {
        return meters -> {
            stops(meters, "everything", holds, stop -> stop.scope() instanceof Stop.Scope.Everything);
            stops(meters, "account", holds, stop -> stop.scope() instanceof Stop.Scope.OfAccount);
        };
    }

    private static void stops(MeterRegistry meters, String scope, LiveHolds holds, Predicate<Stop> which) {
        Gauge.builder(
                        PREFIX + "stops",
                        holds,
                        all -> all.stops().stream().filter(which).count())
                .description("stops of all sending that are in force")
                .tag("scope", scope)
                .register(meters);
    }

    private static void sealed(
            MeterRegistry meters, String key, Resealing resealing, ToDoubleFunction<Resealing.Report> rows) {
        Gauge.builder(PREFIX + "sealed.rows", resealing, all -> rows.applyAsDouble(all.report()))
                .description("rows with secrets, by the master key that sealed them")
                .tag("key", key)
                .register(meters);
    }

    @Bean
    MeterBinder notifierMeters(Counts counts, Worker worker) {
        return meters -> {
            Gauge.builder(PREFIX + "parked.now", worker, Worker::parkedNow)
                    .description("deliveries parked now")
                    .register(meters);
            plain(meters, "routed", counts, Counts.Sums::routed);
            plain(meters, "delivered", counts, Counts.Sums::delivered);
            plain(meters, "parked", counts, Counts.Sums::parked);
            plain(meters, "recalled", counts, Counts.Sums::recalled);
            plain(meters, "handed.over", counts, Counts.Sums::handedOver);
            plain(meters, "superseded", counts, Counts.Sums::superseded);
            var answers = Stream.of("1xx", "2xx", "3xx", "4xx", "5xx", "410", "429");
            var troubles = Stream.of(Outcome.Trouble.values()).map(trouble -> new Outcome.Unanswered(trouble).label());
            Stream.concat(answers, troubles)
                    .forEach(label -> labelled(meters, "attempts", label, counts, Counts.Sums::attempts));
            Stream.of("account-has-no-subscription", "no-subscription-matches", "no-account", Outcome.SILENCED)
                    .forEach(label -> labelled(meters, "filtered", label, counts, Counts.Sums::filtered));
            Stream.of(DeadReason.values())
                    .forEach(reason ->
                            labelled(meters, "dead.lettered", reason.word(), counts, Counts.Sums::deadLettered));
        };
    }

    private static void plain(MeterRegistry meters, String name, Counts counts, Function<Counts.Sums, Long> sum) {
        FunctionCounter.builder(PREFIX + name, counts, c -> sum.apply(c.sums())).register(meters);
    }

    private static void labelled(
            MeterRegistry meters,
            String name,
            String label,
            Counts counts,
            Function<Counts.Sums, Map<String, Long>> sums) {
        FunctionCounter.builder(PREFIX + name, counts, c -> sums.apply(c.sums()).getOrDefault(label, 0L))
                .tag("reason", label)
                .register(meters);
    }
}
