package io.opsbus.notifier.wiring.http;

import io.opsbus.ledger.Ledger;
import io.opsbus.notifier.Subscription;
import io.opsbus.notifier.SubscriptionId;
import io.opsbus.notifier.channel.egress.TargetEgress;
import io.opsbus.notifier.channel.text.Preview;
import io.opsbus.notifier.channel.text.Wording;
import io.opsbus.notifier.channel.trial.Trials;
import io.opsbus.notifier.contact.Contact;
import io.opsbus.notifier.dispatch.Counts;
import io.opsbus.notifier.dispatch.Flow;
import io.opsbus.notifier.grant.KafkaGrants;
import io.opsbus.notifier.history.PastEvents;
import io.opsbus.notifier.hold.HeldTargets;
import io.opsbus.notifier.hold.Stops;
import io.opsbus.notifier.journal.Journal;
import io.opsbus.notifier.redrive.DeadDeliveries;
import io.opsbus.notifier.redrive.Redrives;
import io.opsbus.notifier.rpc.Api;
import io.opsbus.notifier.rpc.DeliveryRoutes;
import io.opsbus.notifier.rpc.InhibitionRoutes;
import io.opsbus.notifier.rpc.RedriveRoutes;
import io.opsbus.notifier.rpc.SilenceRoutes;
import io.opsbus.notifier.rpc.TargetRoutes;
import io.opsbus.notifier.rpc.TemplateRoutes;
import io.opsbus.notifier.rpc.cms.Book;
import io.opsbus.notifier.rpc.consent.ConsentDesk;
import io.opsbus.notifier.rpc.contact.ContactRoutes;
import io.opsbus.notifier.rpc.sending.SendingRoutes;
import io.opsbus.notifier.rpc.subscription.SubscriptionRoutes;
import io.opsbus.notifier.silence.Inhibition;
import io.opsbus.notifier.silence.Ongoing;
import io.opsbus.notifier.silence.Silence;
import io.opsbus.notifier.store.LiveRules;
import io.opsbus.notifier.store.PostgresSubscriptions;
import io.opsbus.notifier.template.OwnTemplate;
import io.opsbus.notifier.wiring.Preparation;
import io.opsbus.notifier.wiring.Settings;
import io.opsbus.notifier.wiring.Worker;
import io.opsbus.rpc.identity.OperatorToken;
import io.opsbus.rpc.spring.OperatorsOnly;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;

/** The way from a socket to the API. */
@Configuration(proxyBeanMethods = false)
public class HttpBeans {
    private static final int ID_BITS = 128;
    private static final int RADIX = 36;

    @Bean
    Api api(SubscriptionRoutes subscriptions, Counts counts, Worker worker, Api.Routes routes) {
        return new Api(subscriptions, new Api.Deliveries(counts, worker::parkedNow, routes));
    }

    @Bean
    SubscriptionRoutes subscriptionRoutes(
            Ledger<SubscriptionId, Subscription, Api.SubscriptionFact> ledger,
            PostgresSubscriptions subscriptions,
            SubscriptionRoutes.Allowed allowed,
            LiveRules rules,
            Wording wording) {
        return new SubscriptionRoutes(ledger, subscriptions, allowed, rules::refresh, freshIds(), new Preview(wording));
    }

    @Bean
    Api.Routes routesBesides(
            DeliveryRoutes deliveries,
            TargetRoutes targets,
            TemplateRoutes templates,
            SilenceRoutes silences,
            InhibitionRoutes inhibitions,
            SendingRoutes sending,
            Book<Contact> contacts,
            LiveRules rules,
            Clock clock) {
        var confirming = new ContactRoutes(contacts, rules::refresh, freshIds(), clock);
        return new Api.Routes(deliveries, targets, templates, silences, inhibitions, sending, confirming);
    }

    @Bean
    SilenceRoutes silenceRoutes(Book<Silence> silences, LiveRules rules, Clock clock) {
        return new SilenceRoutes(silences, rules.mutes()::inForce, rules::refresh, freshIds(), clock);
    }

    @Bean
    InhibitionRoutes inhibitionRoutes(Book<Inhibition> inhibitions, Ongoing ongoing, LiveRules rules, Clock clock) {
        return new InhibitionRoutes(inhibitions, ongoing, rules::refresh, freshIds(), clock);
    }

    @Bean
    SubscriptionRoutes.Allowed allowed(KafkaGrants grants, TargetEgress egress, Settings settings) {
        return new SubscriptionRoutes.Allowed(
                subscription -> Stream.of(grants.complaints(subscription), egress.complaints(subscription))
                        .flatMap(List::stream)
                        .toList(),
                settings.notifier().caps().subscriptions());
    }

    @Bean
    DeliveryRoutes deliveryRoutes(
            Journal journal, LiveRules rules, DeadDeliveries dead, Redrives redrives, Settings settings, Clock clock) {
        var most = settings.notifier().caps().redrives();
        return new DeliveryRoutes(journal, rules::version, new RedriveRoutes(dead, redrives, most, freshIds(), clock));
    }

    @Bean
    TargetRoutes targetRoutes(
            HeldTargets held, LiveRules rules, Trials trials, ConsentDesk consents, Flow flow, Clock clock) {
        var asks = new TargetRoutes.Asks(trials, consents);
        return new TargetRoutes(held, new TargetRoutes.Owners(rules, rules), asks, flow::look, rules::refresh, clock);
    }

    @Bean
    SendingRoutes sendingRoutes(Stops stops, LiveRules rules, Clock clock) {
        return new SendingRoutes(stops, rules::refresh, clock);
    }

    @Bean
    TemplateRoutes templateRoutes(Book<OwnTemplate> templates, Wording wording, PastEvents past, LiveRules rules) {
        return new TemplateRoutes(templates, wording, past, rules::refresh, freshIds());
    }

    private static Supplier<String> freshIds() {
        var random = new SecureRandom();
        return () -> new BigInteger(ID_BITS, random).toString(RADIX);
    }

    @Bean
    FilterRegistrationBean<OperatorsOnly> operatorsOnly(
            @Value("${opsbus.notifier.operator-token:}") String token,
            @Value("${opsbus.rpc.path:/rpc}") String rpcPath,
            @Value("${server.address:}") String bind) {
        return new FilterRegistrationBean<>(new OperatorsOnly(
                OperatorToken.orNobodys(token),
                rpcPath,
                new OperatorsOnly.Listening(bind, "opsbus.notifier.operator-token")));
    }

    /** After the management endpoints (-100), before everything Spring maps by itself. */
    @Bean
    SimpleUrlHandlerMapping everythingElse(Api api, Preparation preparation) {
        return new SimpleUrlHandlerMapping(Map.of("/**", new HttpDoor(api, preparation)), 10);
    }
}
