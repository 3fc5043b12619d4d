package io.opsbus.gateway.rpc;

import static io.opsbus.gateway.Given.ALICE;
import static io.opsbus.gateway.Given.BOB;
import static io.opsbus.gateway.Given.NOON;

import io.opsbus.gateway.Access;
import io.opsbus.gateway.AccessKey;
import io.opsbus.gateway.AccessKeyId;
import io.opsbus.gateway.Account;
import io.opsbus.gateway.AccountId;
import io.opsbus.gateway.KeyRing;
import io.opsbus.gateway.KeyState;
import io.opsbus.gateway.KeyUses;
import io.opsbus.gateway.Policy;
import io.opsbus.gateway.bus.InMemoryAudit;
import io.opsbus.gateway.nonce.NonceLog;
import io.opsbus.gateway.nonce.NonceMemory;
import io.opsbus.gateway.nonce.UsedNonces;
import io.opsbus.gateway.route.ActionKey;
import io.opsbus.gateway.route.RouteTable;
import io.opsbus.gateway.route.RoutedAction;
import io.opsbus.gateway.route.ServiceNotice;
import io.opsbus.gateway.rpc.backend.FakeBackends;
import io.opsbus.gateway.rpc.backend.InFlight;
import io.opsbus.gateway.store.Fakes;
import io.opsbus.gateway.store.InMemoryAccounts;
import io.opsbus.gateway.store.InMemoryNonces;
import io.opsbus.gateway.throttle.Throttle;
import io.opsbus.ledger.ChangeKey;
import io.opsbus.rpc.TraceContext;
import io.opsbus.rpc.http.HttpCall;
import io.opsbus.rpc.http.HttpReply;
import io.opsbus.rpc.identity.InternalKey;
import io.opsbus.seal.MasterKey;
import io.opsbus.testkit.SettableClock;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A front door with everything behind it faked. */
final class Door {
    static final String KEY = "OBalice-key-1";
    static final String SECRET = "alices secret";
    static final String READ_ONLY = "OBalice-reads";
    static final String BOBS = "OBbob-key-1";
    static final InternalKey INTERNAL = InternalKey.of(Base64.getEncoder().encodeToString(new byte[32]));
    static final URI SERVICE = URI.create("http://127.0.0.1:18085");
    static final TraceContext TRACE = new TraceContext("1".repeat(32), "2".repeat(16), "01");

    final SettableClock clock = SettableClock.at(NOON);
    final InMemoryAccounts accounts = Fakes.accounts(clock);
    final KeyRing ring = new KeyRing(accounts, this::nanos);
    final KeySecrets secrets =
            new KeySecrets(MasterKey.ofBase64(Base64.getEncoder().encodeToString(new byte[32]), new SecureRandom()));
    final RouteTable routes = new RouteTable();
    final InMemoryNonces store = new InMemoryNonces();
    final InMemoryAudit audit = new InMemoryAudit();
    final InFlight inFlight = new InFlight(2);
    final FakeBackends backends = new FakeBackends();
    /** One call as it was counted. */
    record Counted(Optional<RoutedAction> action, int status, Duration taken) {}

    final List<Counted> counted = new ArrayList<>();
    private FrontDoor door = fresh(10_000);
    private int changes;

    Door() {
        account(ALICE);
        account(BOB);
        key(ALICE, KEY, "full");
        key(ALICE, READ_ONLY, "read-only");
        key(BOB, BOBS, "cms");
        routes.accept(notice(SERVICE, false), clock.instant());
        ring.refresh();
    }

    ServiceNotice notice(URI url, boolean isWithdrawn) {
        return new ServiceNotice(
                "instance-service",
                url,
                clock.instant(),
                isWithdrawn,
                List.of(
                        action("DescribeInstances", Access.READ, new RoutedAction.IdParameter("InstanceIds", true)),
                        action("StartInstance", Access.WRITE, new RoutedAction.IdParameter("InstanceId", false)),
                        action("StopInstances", Access.WRITE, new RoutedAction.IdParameter("InstanceId.N", false))));
    }

    private static RoutedAction action(String name, Access access, RoutedAction.IdParameter... ids) {
        return new RoutedAction(new ActionKey("2014-05-26", name), access, List.of(ids));
    }

    private void account(AccountId id) {
        accounts.change(id, once(), state -> Account.create(state, id, "name", NOON));
    }

    private void key(AccountId account, String id, String policy) {
        AccessKeyId key = new AccessKeyId(id);
        AccessKey fresh = new AccessKey(
                key,
                account,
                secrets.seal(key, SECRET),
                KeyState.ACTIVE,
                Policy.parse(policy).orElseThrow(),
                NOON);
        accounts.change(account, once(), state -> Account.createKey(state, fresh, 5));
    }

    ChangeKey once() {
        return ChangeKey.once("change " + ++changes);
    }

    /** As after a restart, or as a second gateway: what is durable stays, what was in memory does not. */
    void restart() {
        door = fresh(10_000);
    }

    void restartWithRoomForNonces(int most) {
        door = fresh(most);
    }

    private FrontDoor fresh(int nonces) {
        return new FrontDoor(
                new FrontDoor.Keys(ring, secrets, new KeyUses(accounts)),
                new FrontDoor.Guards(
                        routes,
                        new Throttle(200, 400, 1000),
                        new Throttle(1000, 1000, 1000),
                        new NonceMemory(nonces),
                        this::written),
                new FrontDoor.Outward(
                        audit,
                        (action, status, taken) -> counted.add(new Counted(action, status, taken)),
                        inFlight,
                        backends,
                        new HandoverSettings(INTERNAL, Duration.ofSeconds(10), "cn-hangzhou")),
                new FrontDoor.Around(
                        () -> HttpReply.text(200, "text/html;charset=utf-8", Map.of(), "home"),
                        clock,
                        this::nanos,
                        () -> TRACE));
    }

    private NonceLog.Written written(io.opsbus.gateway.nonce.NonceMark mark, java.time.Instant expiry) {
        try {
            return store.use(Map.of(mark, expiry)).isEmpty() ? NonceLog.Written.USED : NonceLog.Written.FRESH;
        } catch (UsedNonces.Away _) {
            return NonceLog.Written.AWAY;
        }
    }

    private long nanos() {
        return Duration.between(NOON, clock.instant()).toNanos();
    }

    HttpReply answer(HttpCall call) {
        return door.answer(call);
    }

    HttpReply answer(Signed call) {
        return answer(call.call());
    }

    Signed version1(String action) {
        return Signed.version1(KEY, SECRET, action, clock.instant());
    }

    Signed acs3(String action) {
        return Signed.acs3(KEY, SECRET, action, clock.instant());
    }
}
