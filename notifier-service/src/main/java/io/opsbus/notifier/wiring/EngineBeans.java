package io.opsbus.notifier.wiring;

import io.opsbus.notifier.bus.AttemptsTail;
import io.opsbus.notifier.bus.KafkaAttempts;
import io.opsbus.notifier.bus.KafkaDeadLetters;
import io.opsbus.notifier.channel.Channels;
import io.opsbus.notifier.dispatch.Counts;
import io.opsbus.notifier.dispatch.Deliverer;
import io.opsbus.notifier.dispatch.Flow;
import io.opsbus.notifier.dispatch.ParkedDeliveries;
import io.opsbus.notifier.dispatch.Pulse;
import io.opsbus.notifier.dispatch.lane.Steady;
import io.opsbus.notifier.store.LiveRules;
import io.opsbus.notifier.store.PostgresParking;
import java.time.Clock;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The engine. */
@Configuration(proxyBeanMethods = false)
class EngineBeans {
    @Bean
    Counts counts() {
        return new Counts();
    }

    @Bean
    Flow.Ports ports(
            Channels channels,
            PostgresParking parking,
            KafkaAttempts attempts,
            KafkaDeadLetters deadLetters,
            LiveRules rules,
            AttemptsTail tail) {
        return new Flow.Ports(channels, parking, attempts, deadLetters, rules, tail.behind(attempts));
    }

    @Bean
    Steady steady() {
        return Steady.of(System::nanoTime);
    }

    @Bean
    Flow flow(Flow.Ports ports, Channels channels, Settings settings, Clock clock, Steady steady, Counts counts) {
        var own = settings.notifier();
        return new Flow(ports, own.limits(channels.longest()), own.retry().policy(), clock, steady, jitter(), counts);
    }

    /** Used from several threads, so not a single SplittableRandom; chance need not be secure here. */
    private static RandomGenerator jitter() {
        return () -> new SplittableRandom(System.nanoTime()).nextLong();
    }

    @Bean
    ParkedDeliveries parkedDeliveries(Flow flow) {
        return new ParkedDeliveries(flow);
    }

    @Bean
    Pulse pulse() {
        return new Pulse(System::nanoTime);
    }

    @Bean
    Beating beating(Pulse pulse) {
        return new Beating(pulse);
    }

    /** The thread that beats. */
    static final class Beating implements AutoCloseable {
        private static final int EACH_MILLIS = 500;

        private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("pulse").daemon().factory());

        Beating(Pulse pulse) {
            var _ = thread.scheduleWithFixedDelay(pulse::beat, 0, EACH_MILLIS, TimeUnit.MILLISECONDS);
        }

        @Override
        public void close() {
            thread.shutdownNow();
        }
    }

    @Bean
    Deliverer deliverer(Flow flow, ParkedDeliveries parked, Pulse pulse) {
        return new Deliverer(flow, parked, pulse);
    }

    @Bean
    Worker worker(
            ParkedDeliveries parked, PostgresParking parking, Preparation preparation, List<Worker.Chore> chores) {
        return new Worker(parked, parking, preparation, chores);
    }
}
