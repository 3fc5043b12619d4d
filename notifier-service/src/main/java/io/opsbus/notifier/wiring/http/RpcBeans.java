package io.opsbus.notifier.wiring.http;

import com.zaxxer.hikari.HikariDataSource;
import io.opsbus.ledger.Ledger;
import io.opsbus.ledger.Retries;
import io.opsbus.notifier.Subscriptions;
import io.opsbus.notifier.channel.egress.TargetEgress;
import io.opsbus.notifier.contact.Contact;
import io.opsbus.notifier.contact.ContactGroup;
import io.opsbus.notifier.contact.MonitorGroup;
import io.opsbus.notifier.dispatch.Parking;
import io.opsbus.notifier.grant.NamedPlaces;
import io.opsbus.notifier.history.Announcements;
import io.opsbus.notifier.history.PastEvents;
import io.opsbus.notifier.pace.Tallies;
import io.opsbus.notifier.rpc.cms.Book;
import io.opsbus.notifier.rpc.cms.CmsActions;
import io.opsbus.notifier.rpc.cms.CmsErrors;
import io.opsbus.notifier.rpc.cms.Confirmation;
import io.opsbus.notifier.rpc.cms.Desk;
import io.opsbus.notifier.rpc.cms.Turns;
import io.opsbus.notifier.rpc.cms.delivery.DeliveryDesk;
import io.opsbus.notifier.rpc.cms.delivery.RedriveDesk;
import io.opsbus.notifier.rpc.cms.event.EventDesk;
import io.opsbus.notifier.rpc.cms.event.Thresholds;
import io.opsbus.notifier.rpc.cms.target.TargetDesk;
import io.opsbus.notifier.rule.EventRule;
import io.opsbus.notifier.store.LiveRules;
import io.opsbus.notifier.targets.Secret;
import io.opsbus.notifier.wiring.Preparation;
import io.opsbus.notifier.wiring.Settings;
import io.opsbus.rpc.ActionTable;
import io.opsbus.rpc.Repetitions;
import io.opsbus.rpc.ServiceEndpoint;
import io.opsbus.rpc.http.Endpoint;
import io.opsbus.rpc.identity.Identity;
import io.opsbus.rpc.identity.InternalKey;
import io.opsbus.rpc.postgres.PostgresClientTokens;
import io.opsbus.rpc.reply.RpcError;
import io.opsbus.rpc.routes.Routes;
import io.opsbus.rpc.spring.RoutesAtStart;
import io.opsbus.schemas.registry.SchemaRegistry;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The API of CloudMonitor, for the gateway. */
@Configuration(proxyBeanMethods = false)
public class RpcBeans {
    private static final Logger LOGGER = LoggerFactory.getLogger(RpcBeans.class);

    /** A dry run reads up to a hundred thousand events: so one at a time, and who comes second waits as long as one takes. */
    private static final int DRY_RUNS = 1;

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Bean
    Desk desk(
            Book<EventRule> rules,
            Book<Contact> contacts,
            Book<ContactGroup> contactGroups,
            Book<MonitorGroup> monitorGroups,
            NamedPlaces named,
            TargetEgress egress,
            Confirmation confirmation,
            Settings settings,
            LiveRules live) {
        var asked = Optional.of(confirmation)
                .filter(_ -> settings.notifier().contacts().areAsked());
        return new Desk(rules, contacts, contactGroups, monitorGroups, named, egress, asked, live::refresh);
    }

    @Bean
    Thresholds thresholds(Book<EventRule> rules, Tallies tallies, Announcements announcements) {
        return new Thresholds(rules.shelf(), tallies, announcements);
    }

    @Bean
    ActionTable actions(
            Desk desk,
            PastEvents past,
            Announcements announcements,
            Thresholds thresholds,
            Subscriptions subscriptions,
            TargetDesk targets,
            DeliveryDesk deliveries,
            RedriveDesk redrives,
            Turns turns,
            Settings settings) {
        var keep = settings.notifier().history().keep();
        var events = new EventDesk(
                past,
                announcements,
                thresholds,
                subscriptions,
                keep,
                new EventDesk.Lines(turns, new Turns(DRY_RUNS, PATIENCE)));
        return CmsActions.of(desk, events, targets, deliveries, redrives);
    }

    /** Without the setting nobody can call: a key nobody else has. */
    @Bean
    InternalKey internalKey(@Value("${opsbus.internal-key:}") String base64) {
        if (!base64.isEmpty()) {
            return InternalKey.of(base64);
        }
        LOGGER.atWarn().log("opsbus.internal-key is not set: no gateway can call this service");
        return InternalKey.nobodys();
    }

    @Bean
    Endpoint endpoint(
            ActionTable actions, InternalKey key, HikariDataSource database, Clock clock, Preparation preparation) {
        var repetitions = Repetitions.keptIn(new PostgresClientTokens(database));
        return new ServiceEndpoint(
                actions, key, repetitions, (failure, identity) -> failed(failure, identity, preparation), clock);
    }

    @Bean
    Routes routes(ActionTable actions, InternalKey key, Settings settings, SchemaRegistry registry, Clock clock) {
        return new Routes(
                Routes.Service.of("notifier-service", settings.notifier().url(), actions.declarations()),
                new Routes.Bus(settings.kafka().bootstrap(), registry),
                key,
                clock);
    }

    @Bean
    RoutesAtStart routesAtStart(Routes routes) {
        return new RoutesAtStart(routes);
    }

    /** What a part that is away did to a request is not the caller's fault; all else is a bug. */
    private static RpcError failed(RuntimeException failure, Identity identity, Preparation preparation) {
        if (failure instanceof Secret.CannotBeKept) {
            return CmsErrors.notBuilt("a target with a secret: no master key is set to seal it with");
        }
        boolean away = !preparation.waitingFor().isEmpty()
                || failure instanceof Ledger.Unavailable
                || failure instanceof PostgresClientTokens.Unavailable
                || failure instanceof Parking.Away
                || failure instanceof Announcements.Undelivered
                || (isDatabase(failure) && Retries.passing(failure));
        LOGGER.atWarn()
                .addKeyValue("action", identity.name())
                .addKeyValue("requestId", identity.requestId())
                .setCause(failure)
                .log(away ? "a part is away" : "an action failed");
        return away
                ? new RpcError(503, "ServiceUnavailable", "The request has failed due to a temporary failure.")
                : RpcError.internalError();
    }

    private static boolean isDatabase(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException) {
                return true;
            }
        }
        return false;
    }
}
