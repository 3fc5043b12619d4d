package io.opsbus.instance.rpc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.instance.Given;
import io.opsbus.instance.InstanceId;
import io.opsbus.instance.control.FleetInMemory;
import io.opsbus.instance.fleet.InstanceFact.Broke;
import io.opsbus.ledger.ChangeKey;
import io.opsbus.rpc.http.HttpCall;
import io.opsbus.rpc.http.HttpReply;
import io.opsbus.rpc.identity.OperatorToken;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What operators say of hosts. */
class HostDoorTest {
    private static final String TOKEN = "an-operator-s-token-of-length";
    private static final String HOST = "h-" + Given.ZONE + "-1";

    private final FleetInMemory one = new FleetInMemory();
    private final HostDoor door = new HostDoor(new OperatorToken(TOKEN), one.fleet.hosts());

    private HttpReply ask(String method, String path, String form, String token) {
        return door.answer(new HttpCall(
                method, path, "", Map.of("authorization", "Bearer " + token), form.getBytes(UTF_8), "127.0.0.1"));
    }

    private void launch() {
        var ignored = one.fleet
                .instances()
                .launch(
                        List.of(Given.order(InstanceId.derived("host-door"))),
                        ChangeKey.ofRequest("launch"),
                        one.clock.instant());
        one.settle();
    }

    @Test
    void whatRunsOnALostHostIsToldOf() {
        launch();
        var reply = ask("POST", "/admin/hosts/" + HOST + "/lost", "returns=false", TOKEN);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.bodyText()).isEqualTo("{\"host\":\"" + HOST + "\",\"machines\":1}");
        assertThat(one.facts).filteredOn(Broke.class::isInstance).hasSize(1);
        assertThat(ask("GET", "/admin/hosts", "", TOKEN).bodyText())
                .isEqualTo("{\"lost\":[{\"host\":\"" + HOST + "\",\"returns\":false,\"since\":\""
                        + one.clock.instant().truncatedTo(ChronoUnit.SECONDS) + "\"}]}");
        assertThat(ask("POST", "/admin/hosts/" + HOST + "/back", "", TOKEN).bodyText())
                .isEqualTo("{\"host\":\"" + HOST + "\",\"machines\":1}");
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /admin/hosts/h-of-nobody/lost, 404, NoSuchHost",
        "POST, /admin/hosts/h-of-nobody/back, 404, NoSuchHost",
        "POST, /admin/hosts/no%20host/lost, 404, NotFound",
        "POST, /admin/hosts/lost, 404, NotFound",
        "POST, /admin/hosts/h-1/found, 404, NotFound",
        "GET, /admin/hosts/h-1/lost, 405, MethodNotAllowed"
    })
    void whatIsNotThereIsRefused(String method, String path, int status, String code) {
        launch();
        var reply = ask(method, path, "", TOKEN);
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.bodyText()).contains("\"code\":\"" + code + "\"");
    }

    @Test
    void whoDoesNotShowTheTokenIsNotHeard() {
        launch();
        assertThat(ask("POST", "/admin/hosts/" + HOST + "/lost", "", "a-guess-of-about-that-length")
                        .status())
                .isEqualTo(401);
        var nobodys = new HostDoor(OperatorToken.orNobodys(""), one.fleet.hosts());
        var call = new HttpCall(
                "POST",
                "/admin/hosts/" + HOST + "/lost",
                "",
                Map.of("authorization", "Bearer "),
                new byte[0],
                "127.0.0.1");
        assertThat(nobodys.answer(call).status()).isEqualTo(401);
        assertThat(one.facts).noneMatch(Broke.class::isInstance);
    }
}
