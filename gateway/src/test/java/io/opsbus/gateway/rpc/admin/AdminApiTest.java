package io.opsbus.gateway.rpc.admin;

import static io.opsbus.gateway.Given.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opsbus.gateway.AccessKeyId;
import io.opsbus.gateway.AccountId;
import io.opsbus.gateway.KeyRing;
import io.opsbus.gateway.bus.InMemoryAudit;
import io.opsbus.gateway.rpc.FrontDoor;
import io.opsbus.gateway.rpc.KeySecrets;
import io.opsbus.gateway.store.Fakes;
import io.opsbus.gateway.store.InMemoryAccounts;
import io.opsbus.rpc.TraceContext;
import io.opsbus.rpc.http.HttpCall;
import io.opsbus.rpc.http.HttpReply;
import io.opsbus.rpc.identity.OperatorToken;
import io.opsbus.seal.MasterKey;
import io.opsbus.testkit.SettableClock;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AdminApiTest {
    private static final String TOKEN = "the operator's token, long enough";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SettableClock clock = SettableClock.at(NOON);
    private final InMemoryAccounts accounts = Fakes.accounts(clock);
    private final InMemoryAudit audit = new InMemoryAudit();
    private final KeyRing ring = new KeyRing(accounts, () -> 0);
    private final KeySecrets secrets =
            new KeySecrets(MasterKey.ofBase64(Base64.getEncoder().encodeToString(new byte[32]), new SecureRandom()));
    private final AccountChanges changes = new AccountChanges(accounts, ring, secrets, clock, new SecureRandom(), 2);
    private final AdminApi api = new AdminApi(
            new OperatorToken(TOKEN),
            accounts,
            changes,
            audit,
            new FrontDoor.Around(
                    () -> HttpReply.text(200, "", Map.of(), ""),
                    clock,
                    () -> 0,
                    () -> new TraceContext("1".repeat(32), "2".repeat(16), "01")));

    @BeforeEach
    void begin() {
        ring.refresh();
    }

    @Test
    void aKeyIsMadeShownOnceDisabledEnabledAndDeleted() throws Exception {
        String account =
                made("/accounts", "name=%E5%9B%A2%E9%98%9F").path("accountId").asText();
        JsonNode key = made("/access-keys", "account=" + account + "&policy=ecs,cms");
        AccessKeyId id = new AccessKeyId(key.path("accessKeyId").asText());
        String secret = key.path("accessKeySecret").asText();

        assertThat(key.path("policy").asText()).isEqualTo("ecs,cms");
        assertThat(secret).hasSize(30);
        assertThat(ring.find(id)).isInstanceOfSatisfying(KeyRing.Found.Known.class, known -> {
            assertThat(secrets.holds(id, known.key().secret(), secret)).isTrue();
            assertThat(known.key().secret().text()).doesNotContain(secret);
        });
        assertThat(get("/access-keys").bodyText()).contains(id.value()).doesNotContain(secret);
        assertThat(get("/accounts").bodyText()).contains(account, "团队", "\"keys\":1");

        assertThat(post("/access-keys/" + id + "/disable", "").bodyText()).contains("\"state\":\"Disabled\"");
        assertThat(ring.find(id))
                .isInstanceOfSatisfying(
                        KeyRing.Found.Known.class,
                        known -> assertThat(known.key().isActive()).isFalse());
        assertThat(post("/access-keys/" + id + "/enable", "").bodyText()).contains("\"state\":\"Active\"");
        assertThat(post("/access-keys/" + id + "/delete", "").bodyText()).contains("\"state\":\"Deleted\"");
        assertThat(ring.find(id)).isInstanceOf(KeyRing.Found.Unknown.class);
        assertThat(post("/access-keys/" + id + "/enable", "").status()).isEqualTo(404);
    }

    @Test
    void whatCannotBeDoneIsSaidInOneWord() throws Exception {
        String account = made("/accounts", "").path("accountId").asText();
        made("/access-keys", "account=" + account);
        made("/access-keys", "account=" + account);

        assertError(post("/access-keys", "account=" + account), 409, "TooManyKeys");
        assertError(post("/access-keys", "account=1999999999999999"), 404, "NoSuchAccount");
        assertError(post("/access-keys", "account=*"), 400, "BadAccount");
        assertError(post("/access-keys", ""), 400, "BadAccount");
        assertError(post("/access-keys", "account=" + account + "&policy=all"), 400, "BadPolicy");
        assertError(post("/accounts", "name=%0A"), 400, "BadName");
        assertError(post("/accounts", "name=a&name=b"), 400, "BadForm");
        assertError(post("/access-keys/no-such-key/disable", ""), 404, "NoSuchKey");
        assertError(post("/access-keys/no-such-key/fly", ""), 404, "NotFound");
        assertError(get("/access-keys/no-such-key/disable"), 404, "NotFound");
        assertError(post("/secrets", ""), 404, "NotFound");
    }

    @Test
    void onlyTheTokenOpensTheDoor() {
        for (String shown : new String[] {"", "Bearer", "Bearer ", TOKEN, "Bearer " + TOKEN + "x", "bearer " + TOKEN}) {
            HttpReply reply = api.answer(new HttpCall(
                    "GET", "/admin/accounts", "", Map.of("authorization", shown), new byte[0], "127.0.0.1"));
            assertError(reply, 401, "Unauthorized");
        }
        assertThat(audit.made()).isEmpty();
        assertThat(audit.refused()).hasSize(6).noneMatch(call -> call.isAuthenticated());
        assertThat(new OperatorToken(TOKEN).toString()).doesNotContain(TOKEN);
        assertThatIllegalArgumentException().isThrownBy(() -> new OperatorToken("guess me"));
    }

    @Test
    void everythingTheOperatorDoesIsAuditedWithoutSecrets() throws Exception {
        String account = made("/accounts", "name=team").path("accountId").asText();
        JsonNode key = made("/access-keys", "account=" + account);
        get("/accounts");
        post("/access-keys/no-such-key/disable", "");

        assertThat(audit.made())
                .extracting(call -> call.asked().action())
                .containsExactly("CreateAccount", "CreateAccessKey", "ListAccounts", "DisableAccessKey");
        assertThat(audit.made().get(1).asked().resourceIds())
                .containsExactly(account, key.path("accessKeyId").asText());
        assertThat(audit.made().getLast().outcome().code()).isEqualTo("NoSuchKey");
        assertThat(audit.made().toString())
                .doesNotContain(key.path("accessKeySecret").asText(), TOKEN);
    }

    @Test
    void withoutRoomInTheAuditOrWithoutTheDatabaseNothingIsDone() {
        audit.room(0);
        assertThat(post("/accounts", "").status()).isEqualTo(503);
        audit.room(10);
        accounts.away(true);
        assertThat(post("/accounts", "").status()).isEqualTo(503);
        assertThat(get("/accounts").status()).isEqualTo(503);
        accounts.away(false);
        assertThat(accounts.all()).isEmpty();
        assertThat(audit.room()).isEqualTo(10);
    }

    @Test
    void aChangeOfUnknownOutcomeMakesTheGatewayForgetWhatItBelieves() {
        accounts.away(true);
        post("/accounts", "");
        assertThat(ring.isFresh()).isFalse();
        accounts.away(false);
        ring.refresh();
        assertThat(ring.isFresh()).isTrue();
    }

    @Test
    void theBuiltInAccountIsThereAfterEachStartAndItsKeyStaysAsTheOperatorLeftIt() {
        AccountId account = new AccountId("1000000000000009");
        AccessKeyId id = new AccessKeyId("OBbuilt-in-key");
        changes.install(account, id, "first secret");
        changes.install(account, id, "first secret");
        changes.disable(account, id);
        changes.install(account, id, "other secret");

        assertThat(ring.find(id)).isInstanceOfSatisfying(KeyRing.Found.Known.class, known -> {
            assertThat(known.key().isActive()).isFalse();
            assertThat(secrets.holds(id, known.key().secret(), "other secret")).isTrue();
            assertThat(secrets.holds(id, known.key().secret(), "first secret")).isFalse();
        });
        changes.delete(account, id);
        changes.install(account, id, "other secret");
        assertThat(ring.find(id)).isInstanceOf(KeyRing.Found.Unknown.class);
    }

    private JsonNode made(String path, String form) throws Exception {
        HttpReply reply = post(path, form);
        assertThat(reply.status()).as(reply.bodyText()).isEqualTo(201);
        assertThat(reply.headers()).containsEntry("Cache-Control", "no-store");
        return JSON.readTree(reply.bodyText());
    }

    private HttpReply post(String path, String form) {
        return answer("POST", path, form);
    }

    private HttpReply get(String path) {
        return answer("GET", path, "");
    }

    private HttpReply answer(String method, String path, String form) {
        return api.answer(new HttpCall(
                method,
                "/admin" + path,
                "",
                Map.of("authorization", "Bearer " + TOKEN, "content-type", "application/x-www-form-urlencoded"),
                form.getBytes(StandardCharsets.UTF_8),
                "127.0.0.1"));
    }

    private static void assertError(HttpReply reply, int status, String code) {
        assertThat(reply.bodyText()).contains("\"error\":\"" + code + "\"");
        assertThat(reply.status()).isEqualTo(status);
    }
}
