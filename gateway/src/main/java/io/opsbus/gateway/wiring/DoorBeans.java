package io.opsbus.gateway.wiring;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.core.value.PropertyResolver;
import io.opsbus.gateway.Account;
import io.opsbus.gateway.AccountId;
import io.opsbus.gateway.Accounts;
import io.opsbus.gateway.KeyRing;
import io.opsbus.gateway.KeyUses;
import io.opsbus.gateway.audit.CallCounts;
import io.opsbus.gateway.bus.KafkaAudit;
import io.opsbus.gateway.nonce.NonceMemory;
import io.opsbus.gateway.route.RouteTable;
import io.opsbus.gateway.rpc.FrontDoor;
import io.opsbus.gateway.rpc.KeySecrets;
import io.opsbus.gateway.rpc.admin.AccountChanges;
import io.opsbus.gateway.rpc.admin.AdminApi;
import io.opsbus.gateway.rpc.backend.HttpBackends;
import io.opsbus.gateway.rpc.backend.InFlight;
import io.opsbus.gateway.store.NonceJournal;
import io.opsbus.gateway.throttle.Throttle;
import io.opsbus.ledger.Ledger;
import io.opsbus.rpc.ServiceEndpoint;
import io.opsbus.rpc.TraceContext;
import io.opsbus.rpc.http.Endpoint;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import org.slf4j.MDC;

/** The doors: one for callers, one for the operator. */
@Factory
final class DoorBeans {
    private static final int MOST_BUCKETS = 100_000;

    @Singleton
    Settings settings(PropertyResolver from) {
        return Settings.of(from);
    }

    @Singleton
    KeySecrets keySecrets(Settings settings) {
        return new KeySecrets(settings.secrets().master());
    }

    @Singleton
    @Bean(preDestroy = "close")
    HttpBackends backends() {
        return new HttpBackends(ServiceEndpoint.PATH, Executors.newVirtualThreadPerTaskExecutor(), System::nanoTime);
    }

    @Singleton
    FrontDoor.Around around(Clock clock, Home home) {
        RandomGenerator random = RandomGenerator.of("SecureRandom");
        return new FrontDoor.Around(home::reply, clock, System::nanoTime, () -> trace(random));
    }

    /** The host put the request's place in its trace into the log context. */
    private static TraceContext trace(RandomGenerator random) {
        String traceId = MDC.get("traceId");
        String spanId = MDC.get("spanId");
        return Optional.ofNullable(traceId)
                .flatMap(trace -> TraceContext.parse("00-" + trace + "-" + spanId + "-01"))
                .orElseGet(() -> TraceContext.begin(random));
    }

    @Singleton
    FrontDoor.Keys keys(KeyRing ring, KeySecrets secrets, KeyUses uses) {
        return new FrontDoor.Keys(ring, secrets, uses);
    }

    @Singleton
    FrontDoor.Guards guards(Settings settings, RouteTable routes, NonceJournal journal) {
        Settings.Limits limits = settings.limits();
        return new FrontDoor.Guards(
                routes,
                new Throttle(limits.perSecond(), limits.burst(), MOST_BUCKETS),
                new Throttle(settings.queues().perSecond(), settings.queues().burst(), MOST_BUCKETS),
                new NonceMemory(limits.nonces()),
                journal);
    }

    @Singleton
    FrontDoor.Outward outward(Settings settings, KafkaAudit audit, CallCounts counts, HttpBackends backends) {
        return new FrontDoor.Outward(
                audit,
                counts,
                new InFlight(settings.limits().inFlight(), settings.queues().waiting()),
                backends,
                settings.handover());
    }

    @Singleton
    FrontDoor frontDoor(
            FrontDoor.Keys keys, FrontDoor.Guards guards, FrontDoor.Outward outward, FrontDoor.Around around) {
        return new FrontDoor(keys, guards, outward, around);
    }

    /** What the host serves at {@code /}. */
    @Singleton
    Endpoint endpoint(FrontDoor door, Preparation preparation) {
        return http -> preparation.isDone() ? door.answer(http) : door.notYet(http);
    }

    @Singleton
    AccountChanges accountChanges(
            Ledger<AccountId, Account, Account.Fact> ledger,
            KeyRing ring,
            KeySecrets secrets,
            Clock clock,
            Settings settings) {
        return new AccountChanges(
                ledger,
                ring,
                secrets,
                clock,
                new SecureRandom(),
                settings.limits().keysPerAccount());
    }

    @Singleton
    AdminApi adminApi(
            Settings settings, Accounts accounts, AccountChanges changes, KafkaAudit audit, FrontDoor.Around around) {
        return new AdminApi(settings.secrets().operator(), accounts, changes, audit, around);
    }
}
