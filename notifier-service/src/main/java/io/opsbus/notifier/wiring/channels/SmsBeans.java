package io.opsbus.notifier.wiring.channels;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.opsbus.notifier.budget.Spending;
import io.opsbus.notifier.bus.KafkaAttempts;
import io.opsbus.notifier.channel.Blocking;
import io.opsbus.notifier.channel.egress.EgressDial;
import io.opsbus.notifier.channel.sms.Receipts;
import io.opsbus.notifier.channel.sms.SmppLink;
import io.opsbus.notifier.channel.sms.SmsBudget;
import io.opsbus.notifier.store.budget.PostgresSpending;
import java.time.Clock;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What short messages over SMPP need. */
@Configuration(proxyBeanMethods = false)
public class SmsBeans {
    /** Places of their own: a centre that hangs must not keep mail waiting. */
    @Bean(destroyMethod = "close")
    Blocking texting(ChannelSettings settings) {
        var sms = settings.sms();
        return new Blocking(sms.atOnce(), ChannelBeans.PATIENCE, sms.attemptTimeout());
    }

    @Bean
    Spending spending(DataSource database) {
        return new PostgresSpending(database);
    }

    @Bean
    SmsBudget smsBudget(Spending spending, ChannelSettings settings, Clock clock) {
        return new SmsBudget(spending, settings.sms().dailyParts(), clock);
    }

    @Bean
    Receipts receipts(KafkaAttempts attempts, Clock clock) {
        return new Receipts(attempts, clock);
    }

    @Bean
    MeterBinder receiptMeters(Receipts receipts) {
        return meters -> Receipts.STATES.forEach(state -> FunctionCounter.builder(
                        "opsbus.notifier.sms.receipts",
                        receipts,
                        of -> of.counts().getOrDefault(state, 0L))
                .tag("state", state)
                .description("what the SMSC told of messages it had taken")
                .register(meters));
    }

    /** The link to the operator's centre, if there is one; it is unbound at the end. */
    record Centre(Optional<SmppLink> link) implements AutoCloseable {
        @Override
        public void close() {
            link.ifPresent(SmppLink::close);
        }
    }

    @Bean(destroyMethod = "close")
    Centre centre(ChannelSettings settings, EgressDial dial, Receipts receipts) {
        return new Centre(settings.sms().smsc().map(smsc -> new SmppLink(smsc, dial, receipts)));
    }
}
