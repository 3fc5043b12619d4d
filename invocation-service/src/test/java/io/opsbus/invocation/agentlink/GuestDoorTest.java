package io.opsbus.invocation.agentlink;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.invocation.agentlink.limit.Allowances;
import io.opsbus.invocation.link.Guest;
import io.opsbus.invocation.link.InMemoryAgentTasks;
import io.opsbus.rpc.http.HttpCall;
import io.opsbus.rpc.http.HttpReply;
import io.opsbus.testkit.SettableClock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GuestDoorTest {
    private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");
    private static final Signer ONE = new Signer("mi-000000000000000001", "machine-one");
    private static final Signer OTHER = new Signer("mi-000000000000000002", "machine-two");
    private static final String EVENTS = "/latest/maintenance/active-system-events";

    private final SettableClock clock = SettableClock.at(NOW);
    private final InMemoryAgentTasks tasks = new InMemoryAgentTasks();
    private final AgentDoor door = new Doors(tasks, clock, Allowances.Limits.USUAL, null).open();

    @BeforeEach
    void bothAreThere() {
        for (Signer one : List.of(ONE, OTHER)) {
            tasks.known(one.instance(), one.key());
            var event = new Guest.Event(
                    "e-of-" + one.instance(),
                    one.instance(),
                    "SystemMaintenance.Reboot",
                    "Scheduled",
                    NOW,
                    NOW.plusSeconds(86_400));
            tasks.guest(new Guest(one.instance(), "web of " + one.instance(), "cn-hangzhou", "1690", List.of(event)));
        }
    }

    private HttpReply get(String path, String query, Map<String, String> headers) {
        return door.answer(new HttpCall("GET", path, query, headers, new byte[0], "10.0.0.9"));
    }

    private HttpReply signed(String path) {
        return get(path, "", ONE.headers(clock.instant()));
    }

    @Test
    void aGuestReadsItsOwnEventsUnderBothNames() {
        String expected = "[{\"EventId\":\"e-of-mi-000000000000000001\",\"EventType\":\"SystemMaintenance.Reboot\","
                + "\"EventCycleStatus\":\"Scheduled\",\"EventPublishTime\":\"2026-11-26T10:00:00Z\","
                + "\"NotBefore\":\"2026-11-27T10:00:00Z\"}]";
        assertThat(signed(EVENTS).bodyText()).isEqualTo(expected);
        assertThat(signed("/latest/meta-data/maintenance/active-system-events").bodyText())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "instance-id, mi-000000000000000001",
        "region-id, cn-hangzhou",
        "owner-account-id, 1690",
        "instance/instance-name, web of mi-000000000000000001",
        "instance/, instance-name",
        "maintenance/, active-system-events",
    })
    void itemsAreText(String item, String value) {
        var reply = signed("/latest/meta-data/" + item);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.bodyText()).isEqualTo(value);
    }

    @Test
    void whateverARequestNamesItIsTheSignersOwn() {
        var reply = get(EVENTS, "instanceId=" + OTHER.instance(), ONE.headers(clock.instant()));
        assertThat(reply.bodyText())
                .contains("e-of-" + ONE.instance())
                .doesNotContain(OTHER.instance().text());
        var claimed = ONE.headers(OTHER.instance().text(), clock.instant(), "11111111-2222-3333-4444-555555555555");
        assertThat(get(EVENTS, "", claimed).status()).isEqualTo(401);
        assertThat(get(EVENTS, "", Map.of()).status()).isEqualTo(401);
    }

    @Test
    void aRequestIsGoodOnce() {
        var headers = ONE.headers(clock.instant());
        assertThat(get(EVENTS, "", headers).status()).isEqualTo(200);
        assertThat(get(EVENTS, "", headers).status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/latest/meta-data/ram/security-credentials/",
                "/latest/meta-data/../maintenance/active-system-events",
                "/latest/user-data",
                "/latest/meta-data/instance-id/",
            })
    void nothingElseIsThere(String path) {
        assertThat(signed(path).status()).isEqualTo(404);
    }

    @Test
    void itemsAreOnlyRead() {
        var call = new HttpCall("PUT", EVENTS, "", ONE.headers(clock.instant()), new byte[0], "10.0.0.9");
        assertThat(door.answer(call).status()).isEqualTo(405);
    }

    @Test
    void whileTheStoreIsAwayTheGuestMayTryAgain() {
        var away = new AwayTasks();
        var closed = new Doors(away, clock, Allowances.Limits.USUAL, null).open();
        var call = new HttpCall("GET", EVENTS, "", ONE.headers(clock.instant()), new byte[0], "10.0.0.9");
        assertThat(closed.answer(call).status()).isEqualTo(503);
    }
}
