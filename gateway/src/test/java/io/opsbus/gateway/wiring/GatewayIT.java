package io.opsbus.gateway.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opsbus.gateway.rpc.Signed;
import io.opsbus.schemas.gateway.ApiCall;
import io.opsbus.testkit.Backbone;
import io.opsbus.testkit.bus.FakeRegistry;
import io.opsbus.testkit.tls.OwnCertificate;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gateway with a service behind it, on a real broker and a real database. */
class GatewayIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static FakeRegistry registry;
    private static Backbone.Database database;
    private static RunningGateway gateway;
    private static SampleService service;

    @BeforeAll
    static void start() throws Exception {
        registry = new FakeRegistry();
        database = Backbone.get().postgres().newDatabase();
        gateway = RunningGateway.start(registry, database, Map.of());
        service = new SampleService(Backbone.get().bootstrap(), registry.schemas());
        gateway.awaitRoute();
    }

    @AfterAll
    static void stop() {
        service.close();
        gateway.close();
        registry.close();
    }

    @Test
    void aCallOfEitherSignatureIsAnsweredByItsServiceAndAudited() throws Exception {
        try (var audit = new AuditTopic(registry.schemas())) {
            for (Signed signed : new Signed[] {gateway.version1("StartInstance"), gateway.acs3("StartInstance")}) {
                HttpResponse<String> response =
                        gateway.send(signed.with("InstanceId", "i-1").sign());
                assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
                JsonNode body = JSON.readTree(response.body());
                assertThat(body.path("Account").asText()).isEqualTo(RunningGateway.ACCOUNT);
                String requestId = body.path("RequestId").asText();
                assertThat(response.headers().allValues("x-acs-request-id")).containsExactly(requestId);

                ApiCall record = audit.await(call -> call.getRequestId().equals(requestId));

                assertThat(record.getAccountId()).isEqualTo(RunningGateway.ACCOUNT);
                assertThat(record.getAccessKeyId()).isEqualTo(RunningGateway.KEY);
                assertThat(record.getAction()).isEqualTo("StartInstance");
                assertThat(record.getService()).isEqualTo("sample-service");
                assertThat(record.getRegionId()).isEqualTo("cn-hangzhou");
                assertThat(record.getResourceIds()).containsExactly("i-1");
                assertThat(record.getHttpStatus()).isEqualTo(200);
                assertThat(record.getTraceId())
                        .isEqualTo(
                                response.headers().firstValue("x-acs-trace-id").orElseThrow());
                assertThat(record.toString()).doesNotContain(RunningGateway.SECRET);
            }
        }
    }

    @Test
    void aServicesRefusalComesThroughAndItsCodeIsAudited() throws Exception {
        try (var audit = new AuditTopic(registry.schemas())) {
            HttpResponse<String> response =
                    gateway.send(gateway.version1("StartInstance").sign());
            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(response.body()).contains("MissingParameter");
            assertThat(response.headers().map()).doesNotContainKey("x-opsbus-code");
            String id = response.headers().firstValue("x-acs-request-id").orElseThrow();
            assertThat(audit.await(call -> call.getRequestId().equals(id)).getCode())
                    .isEqualTo("MissingParameter");
        }
    }

    @Test
    void strangersAreAuditedWithoutAnAccount() throws Exception {
        try (var audit = new AuditTopic(registry.schemas())) {
            gateway.send(Signed.version1(RunningGateway.KEY, "wrong", "StartInstance", Instant.now())
                    .sign());
            ApiCall record = audit.await(call -> call.getCode().equals("SignatureDoesNotMatch"));
            assertThat(record.getAccountId()).isEmpty();
            assertThat(record.getAccessKeyId()).isEqualTo(RunningGateway.KEY);
        }
    }

    @Test
    void aReplayedWriteIsRefusedByASecondGatewayAndAfterARestart() throws Exception {
        Signed start =
                gateway.version1("StartInstance").with("InstanceId", "i-2").sign();
        assertThat(gateway.send(start).statusCode()).isEqualTo(200);
        assertThat(gateway.send(start).body()).contains("SignatureNonceUsed");
        int before = service.calls().size();

        try (var second = RunningGateway.start(registry, database, Map.of())) {
            assertThat(second.send(start).body()).contains("SignatureNonceUsed");
            // it knows the same account, key and routes
            assertThat(second.send(second.version1("DescribeInstances").sign()).statusCode())
                    .isEqualTo(200);
        }
        assertThat(service.calls()).hasSize(before + 1);
    }

    @Test
    void theOperatorMakesKeysAndADisabledOneIsRefusedAtOnce() throws Exception {
        try (var audit = new AuditTopic(registry.schemas())) {
            HttpResponse<String> made = gateway.admin("POST", "/accounts", "name=team");
            assertThat(made.statusCode()).isEqualTo(201);
            String account = JSON.readTree(made.body()).path("accountId").asText();
            HttpResponse<String> fresh =
                    gateway.admin("POST", "/access-keys", "account=" + account + "&policy=read-only");
            JsonNode key = JSON.readTree(fresh.body());
            String id = key.path("accessKeyId").asText();
            String secret = key.path("accessKeySecret").asText();

            HttpResponse<String> answer = gateway.send(Signed.version1(id, secret, "DescribeInstances", Instant.now())
                    .sign());
            assertThat(answer.body()).contains(account);
            assertThat(gateway.send(Signed.version1(id, secret, "StartInstance", Instant.now())
                                    .sign())
                            .body())
                    .contains("Forbidden.RAM");
            assertThat(gateway.admin("POST", "/access-keys/" + id + "/disable", "")
                            .body())
                    .contains("Disabled");
            assertThat(gateway.send(Signed.version1(id, secret, "DescribeInstances", Instant.now())
                                    .sign())
                            .body())
                    .contains("Forbidden.AccessKeyDisabled");
            assertThat(gateway.admin("POST", "/access-keys/" + id + "/delete", "")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(gateway.send(Signed.version1(id, secret, "DescribeInstances", Instant.now())
                                    .sign())
                            .statusCode())
                    .isEqualTo(404);
            assertThat(gateway.admin("GET", "/access-keys?account=" + account, "")
                            .body())
                    .doesNotContain(id);

            ApiCall record = audit.await(call -> call.getAction().equals("DisableAccessKey"));
            assertThat(record.getAccountId()).isEqualTo("operator");
            assertThat(record.getResourceIds()).containsExactly(account, id);
            assertThat(audit.seen().toString()).doesNotContain(secret);
        }
    }

    @Test
    void aSecondGatewaySeesAKeyOfTheFirstWithinSeconds() throws Exception {
        try (var second = RunningGateway.start(registry, database, Map.of())) {
            String account = RunningGateway.ACCOUNT;
            JsonNode key = JSON.readTree(
                    gateway.admin("POST", "/access-keys", "account=" + account).body());
            Awaitility.await()
                    .until(() -> second.send(Signed.version1(
                                                    key.path("accessKeyId").asText(),
                                                    key.path("accessKeySecret").asText(),
                                                    "DescribeInstances",
                                                    Instant.now())
                                            .sign())
                                    .statusCode()
                            == 200);
            gateway.admin("POST", "/access-keys/" + key.path("accessKeyId").asText() + "/delete", "");
        }
    }

    @Test
    void callsOfBothSignaturesWorkOverHttps(@TempDir Path folder) throws Exception {
        OwnCertificate certificate = OwnCertificate.make(folder, "gateway");
        Path store = certificate.store();
        Map<String, Object> https = Map.of(
                "opsbus.gateway.port",
                freePort(),
                Https.PORT,
                freePort(),
                Https.KEYSTORE,
                store.toString(),
                Https.PASSWORD,
                OwnCertificate.PASSWORD);
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(certificate.trusting())
                .build();
        try (var secure = RunningGateway.start(registry, database, https, client)) {
            assertThat(secure.url()).startsWith("https://");
            for (Signed signed : new Signed[] {secure.version1("StartInstance"), secure.acs3("StartInstance")}) {
                HttpResponse<String> response =
                        secure.send(signed.with("InstanceId", "i-1").sign());
                assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            }
        }
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void withoutTheTokenNobodyIsTheOperator() throws Exception {
        assertThat(gateway.get("/admin/accounts").statusCode()).isEqualTo(401);
        assertThat(gateway.get("/admin/access-keys").body()).doesNotContain(RunningGateway.KEY);
    }

    @Test
    void aServiceCalledWithoutTheGatewayAnswersForbidden() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(service.url().resolve("/rpc"))
                    .POST(HttpRequest.BodyPublishers.ofString("InstanceId=i-1"))
                    .build();
            assertThat(client.send(request, HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(403);
        }
    }
}
