package io.opsbus.notifier.channel.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.Given;
import io.opsbus.notifier.LogLines;
import io.opsbus.notifier.SubscriptionId;
import io.opsbus.notifier.TargetId;
import io.opsbus.notifier.channel.egress.AddressResolver;
import io.opsbus.notifier.channel.egress.Doors;
import io.opsbus.notifier.channel.egress.EgressDial;
import io.opsbus.notifier.channel.egress.EgressPolicy;
import io.opsbus.notifier.channel.egress.Listener;
import io.opsbus.notifier.channel.egress.NameServer;
import io.opsbus.notifier.delivery.Body;
import io.opsbus.notifier.delivery.Delivery;
import io.opsbus.notifier.delivery.Outcome;
import io.opsbus.notifier.delivery.Outcome.Trouble;
import io.opsbus.notifier.targets.Target;
import io.opsbus.testkit.SettableClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Names whose server lies: it tells an address outside, and then one of ours. 127.0.0.9 stands for the world outside, the only address the
 * operator opened; on the same port of 127.0.0.1 listens what must never be dialled.
 */
class RebindingTest {
    private static final String OUTSIDE = "127.0.0.9";
    private static final String INSIDE = "127.0.0.1";
    private static final String HOOK = "hooks.attacker.example";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final EgressDial.Caller MALLORY =
            new EgressDial.Caller(new AccountId("mallory"), new TargetId("tgt-7"));

    private static final WebLimits LIMITS = new WebLimits(Duration.ofSeconds(20), 4, 1, 20_000, PATIENCE);

    private final EgressPolicy policy = EgressPolicy.allowing(OUTSIDE + "/32");
    private final NameServer names = new NameServer();
    private final Listener.Pair machines = Listener.pair(OUTSIDE, INSIDE);
    private final WebClient client = new NettyWebClient(LIMITS, policy, names.resolver(), SettableClock.at(Given.NOON));

    RebindingTest() throws IOException {}

    @AfterEach
    void end() {
        client.close();
        machines.close();
        names.close();
    }

    private URI url(String host) {
        return URI.create("http://" + host + ":" + machines.port() + "/latest/meta-data");
    }

    private Outcome send(String host) {
        return send(client, host);
    }

    private Outcome send(WebClient by, String host) {
        var done = new CompletableFuture<Outcome>();
        by.send(List.of(new WebClient.Call(
                new WebClientContract.Plain(url(host), Body.of("{}".getBytes(UTF_8)), "id"),
                WebClient.Call.HEAD,
                (outcome, _) -> done.complete(outcome))));
        try {
            return done.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Test
    void aBlockedDialIsToldOfWithItsAccountAndItsTarget() {
        names.answers(HOOK, List.of(INSIDE));
        var to =
                new Delivery.Addressee(new TargetId("tgt-7"), new SubscriptionId("sub-7"), 1, new AccountId("mallory"));
        var done = new CompletableFuture<Outcome>();
        try (var lines = new LogLines(Dialler.class.getName())) {
            client.send(List.of(WebClient.Call.of(
                    to,
                    new WebClientContract.Plain(url(HOOK), Body.of(new byte[0]), "id"),
                    WebClient.Call.HEAD,
                    (outcome, _) -> done.complete(outcome))));
            assertThat(done).succeedsWithin(PATIENCE).isEqualTo(new Outcome.Unanswered(Trouble.BLOCKED));
            assertThat(lines.all())
                    .singleElement()
                    .asString()
                    .contains("accountId=mallory targetId=tgt-7 host=" + HOOK, INSIDE)
                    .doesNotContain("meta-data");
        }
    }

    @Test
    void whatIsOpenedToOneAccountIsDialledForNoOther() {
        names.answers(HOOK, List.of(INSIDE));
        var opened = policy.opening("alice", INSIDE + "/32");
        try (var client = new NettyWebClient(LIMITS, opened, names.resolver(), SettableClock.at(Given.NOON))) {
            assertThat(sendOf("mallory", client)).isEqualTo(new Outcome.Unanswered(Trouble.BLOCKED));
            assertThat(send(client, HOOK)).as("of nobody").isEqualTo(new Outcome.Unanswered(Trouble.BLOCKED));
            assertNobodyInsideWasDialled();
            sendOf("alice", client);
            assertThat(machines.inside().dials()).isOne();
            assertThat(sendOf("mallory", client))
                    .as("nor on the connection of the one")
                    .isEqualTo(new Outcome.Unanswered(Trouble.BLOCKED));
            assertThat(machines.inside().dials()).isOne();
        }
    }

    private Outcome sendOf(String account, WebClient by) {
        var done = new CompletableFuture<Outcome>();
        var message = new WebClientContract.Plain(url(HOOK), Body.of("{}".getBytes(UTF_8)), "id");
        by.send(List.of(new WebClient.Call(
                "shared", account, message, WebClient.Call.HEAD, (outcome, _) -> done.complete(outcome))));
        assertThat(done).succeedsWithin(PATIENCE);
        return done.join();
    }

    private void assertNobodyInsideWasDialled() {
        assertThat(machines.inside().dials()).isZero();
    }

    @Test
    void anAnswerThatTurnsInwardsIsNeverDialled() {
        names.answers(HOOK, List.of(OUTSIDE), List.of(INSIDE), List.of("169.254.169.254"), List.of(OUTSIDE));
        assertThat(send(HOOK).verdict()).isEqualTo(Outcome.Verdict.DELIVERED);
        assertThat(send(HOOK)).isEqualTo(new Outcome.Unanswered(Trouble.BLOCKED));
        assertThat(send(HOOK)).isEqualTo(new Outcome.Unanswered(Trouble.BLOCKED));
        assertThat(send(HOOK).verdict()).isEqualTo(Outcome.Verdict.DELIVERED);
        assertThat(names.lookUps())
                .as("one look-up a dial: what was filtered is what is dialled")
                .isEqualTo(4);
        assertThat(machines.outside().dials()).isEqualTo(2);
        assertNobodyInsideWasDialled();
    }

    @Test
    void aNameThatLeadsToThisSystemItselfIsNotDialledThoughTheBlockIsOpen() {
        names.answers(HOOK, List.of(OUTSIDE));
        var open = EgressPolicy.allowing("127.0.0.0/8");
        var own = open.keepingOff(Doors.of(OUTSIDE + ":" + machines.port()));
        try (var careful = new NettyWebClient(LIMITS, own, names.resolver(), SettableClock.at(Given.NOON))) {
            assertThat(send(careful, HOOK)).isEqualTo(new Outcome.Unanswered(Trouble.BLOCKED));
        }
        assertThat(machines.outside().dials()).isZero();
    }

    @Test
    void ofMixedAnswersOnlyTheOutsideIsDialledWhetherItAnswersOrNot() {
        names.answers(HOOK, List.of(INSIDE, "10.0.0.1", OUTSIDE, "::1"));
        for (var i = 0; i < 10; i++) {
            assertThat(send(HOOK).verdict()).isEqualTo(Outcome.Verdict.DELIVERED);
        }
        machines.outside().close();
        var refused = new Outcome.Unanswered(Trouble.REFUSED);
        // a connection that was kept is found to be reset before a new one is refused
        await().until(() -> send(HOOK).equals(refused));
        for (var i = 0; i < 10; i++) {
            assertThat(send(HOOK)).isEqualTo(refused);
        }
        assertNobodyInsideWasDialled();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.0.0.8",
                "0.0.0.0",
                "10.0.0.1",
                "100.100.100.200",
                "169.254.169.254",
                "172.16.0.1",
                "192.168.0.1",
                "198.18.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:127.0.0.1",
                "::ffff:169.254.169.254",
                "::127.0.0.1",
                "64:ff9b::7f00:1",
                "64:ff9b::a9fe:a9fe",
                "64:ff9b:1::7f00:1",
                "2002:7f00:1::",
                "2001:0:7f00:1::",
                "5f00::1",
                "fc00::1",
                "fd00:ec2::254",
                "fe80::1",
                "fec0::1",
                "ff02::1"
            })
    void noBlockedAddressANameServerTellsIsDialled(String address) {
        names.answers(HOOK, List.of(address));
        assertThat(send(HOOK)).isEqualTo(new Outcome.Unanswered(Trouble.BLOCKED));
        assertNobodyInsideWasDialled();
        var dial = new EgressDial(names.resolver(), policy);
        assertThatExceptionOfType(EgressDial.Blocked.class)
                .as("mail and short messages dial by the same rule")
                .isThrownBy(() ->
                        dial.connect(HOOK, machines.port(), PATIENCE, MALLORY).close());
        assertNobodyInsideWasDialled();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.1",
                "127.0.1",
                "2130706433",
                "017700000001",
                "0x7f000001",
                "0x7f.0.0.1",
                "0x7f.1",
                "0",
                "0.0.0.0",
                "localhost",
                "localhost.",
                "LOCALHOST",
                "[::1]",
                "[0:0:0:0:0:0:0:1]",
                "[::ffff:127.0.0.1]",
                "[::ffff:7f00:1]",
                "[::127.0.0.1]",
                "[64:ff9b::127.0.0.1]",
                "[2002:7f00:1::]",
                "[::1%25lo]",
                "[fe80::1%25lo]"
            })
    void noSpellingOfAnAddressOfOursIsDialled(String host) {
        if (url(host).getHost() == null) {
            Map<String, Object> form =
                    Map.of("type", "webhook", "url", url(host).toString());
            assertThat(Target.read(form, new ArrayList<>())).as("no target").isEmpty();
        } else {
            assertThat(send(host))
                    .isIn(new Outcome.Unanswered(Trouble.BLOCKED), new Outcome.Unanswered(Trouble.UNRESOLVED));
        }
        assertNobodyInsideWasDialled();
    }

    /** Other platforms read a leading nought as octal; what is filtered is what is dialled, so it does not matter who is right. */
    @Test
    void whatIsOctalElsewhereIsNoOpenAddressOfOurs() {
        List<InetAddress> addresses;
        try {
            addresses = AddressResolver.SYSTEM.resolve("0177.0.0.1");
        } catch (UnknownHostException _) {
            addresses = List.of();
        }
        assertThat(addresses).noneMatch(address -> address.isLoopbackAddress() && policy.allows(address));
    }
}
