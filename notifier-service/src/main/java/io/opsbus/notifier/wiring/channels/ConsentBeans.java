package io.opsbus.notifier.wiring.channels;

import com.zaxxer.hikari.HikariDataSource;
import io.opsbus.notifier.channel.Channels;
import io.opsbus.notifier.channel.confirm.CodeMessages;
import io.opsbus.notifier.channel.consent.Asking;
import io.opsbus.notifier.channel.consent.ConsentRequest;
import io.opsbus.notifier.channel.http.WebClient;
import io.opsbus.notifier.consent.Consents;
import io.opsbus.notifier.contact.Code;
import io.opsbus.notifier.hold.HeldTargets;
import io.opsbus.notifier.rpc.cms.Confirmation;
import io.opsbus.notifier.rpc.consent.ConsentDesk;
import io.opsbus.notifier.store.LiveRules;
import io.opsbus.notifier.store.consent.LiveConsents;
import io.opsbus.notifier.store.consent.PostgresConsents;
import io.opsbus.notifier.store.contact.PostgresCodesSent;
import io.opsbus.notifier.wiring.Settings;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Whether receivers of webhooks have consented. */
@Configuration(proxyBeanMethods = false)
public class ConsentBeans {
    private static final Duration GRACE = Duration.ofSeconds(2);

    @Bean
    Consents consents(HikariDataSource database) {
        return new PostgresConsents(database);
    }

    @Bean
    LiveConsents liveConsents(Consents consents, HeldTargets held, Settings settings, Clock clock) {
        return new LiveConsents(consents, held, settings.notifier().webhooks().asked(), clock);
    }

    /** Through the client attempts are made by, so what may not be dialled is not asked either. */
    @Bean
    Asking asking(
            Consents consents,
            LiveConsents live,
            @Qualifier("webClient") WebClient client,
            LiveRules rules,
            Settings settings,
            Clock clock) {
        var handshake = ConsentRequest.by(client, settings.notifier().webhooks().origin());
        return new Asking(consents, live::waiting, handshake, rules::refresh, clock);
    }

    /** Asks people, where they are asked. */
    @Bean
    Confirmation confirmation(HikariDataSource database, Channels channels, Clock clock) {
        var random = new SecureRandom();
        return new Confirmation(
                new PostgresCodesSent(database),
                () -> {
                    var bytes = new byte[Code.BYTES];
                    random.nextBytes(bytes);
                    return Code.of(bytes);
                },
                new CodeMessages(channels, clock, UUID::randomUUID));
    }

    @Bean
    ConsentDesk consentDesk(LiveConsents live, Asking asking, Settings settings) {
        return new ConsentDesk(
                live, asking, settings.notifier().attemptTimeout().plus(GRACE));
    }
}
