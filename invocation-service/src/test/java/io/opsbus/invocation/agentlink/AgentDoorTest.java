package io.opsbus.invocation.agentlink;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.invocation.agentlink.update.Releases;
import io.opsbus.invocation.link.AgentTasks;
import io.opsbus.invocation.link.InMemoryAgentTasks;
import io.opsbus.invocation.link.RunTask.Repeat;
import io.opsbus.invocation.link.TaskReport;
import io.opsbus.rpc.http.HttpCall;
import io.opsbus.rpc.http.HttpReply;
import io.opsbus.testkit.SettableClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentDoorTest {
    private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");
    private static final Signer ONE = new Signer("mi-000000000000000001", "machine-one");
    private static final Signer OTHER = new Signer("mi-000000000000000002", "machine-two");

    private final SettableClock clock = SettableClock.at(NOW);
    private final InMemoryAgentTasks tasks = new InMemoryAgentTasks();
    private final Path published;
    private final AgentDoor door;

    AgentDoorTest(@TempDir Path published) {
        this.published = published;
        this.door = door(tasks);
    }

    private AgentDoor door(AgentTasks behind) {
        return new AgentDoor(
                behind, new Proof(behind, clock), new Strangers(clock), "cn-local", new Releases(published));
    }

    @BeforeEach
    void bothAreRegistered() {
        tasks.known(ONE.instance(), ONE.key());
        tasks.known(OTHER.instance(), OTHER.key());
    }

    private HttpReply call(String path, String query, Map<String, String> headers, String body) {
        return door.answer(new HttpCall(
                "POST", "/luban/api/" + path, query, headers, body.getBytes(StandardCharsets.UTF_8), "10.0.0.9"));
    }

    private HttpReply signed(String path, String query, String body) {
        return call(path, query, ONE.headers(clock.instant()), body);
    }

    private String delivered(String id, String script) {
        tasks.add(ONE.instance(), Given.shell(id, script));
        return signed("v1/task/list", "reason=kickoff&taskId=" + id, "").bodyText();
    }

    // ---- who asks

    @ParameterizedTest
    @ValueSource(
            strings = {
                "heart-beat",
                "v1/task/list",
                "v1/task/running",
                "v1/task/finish",
                "v1/task/timeout",
                "v1/task/error",
                "v1/task/invalid",
                "v1/task/stopped",
                "v1/task/verified",
                "v1/session/list",
                "v1/session/status",
                "instance/deregister",
                "metrics",
                "v1/exception/client_report",
                "gshell",
                "v1/plugin/list",
                "v1/plugin/report_status",
                "v1/update/parcel",
                "v2/plugin/update_check",
                "instance/list_instance_state_configurations",
                "instance/put_inventory"
            })
    void nothingIsTakenUnsignedForgedReplayedLateOrUnderAnothersName(String path) {
        String query = "taskId=t-1&invokeVersion=0&start=1&end=2&exitCode=0&errCode=-1&reason=startup";
        tasks.add(OTHER.instance(), Given.shell("t-1", "echo"));
        tasks.startup(OTHER.instance(), false);
        assertThat(call(path, query, Map.of(), "").status()).isEqualTo(401);

        Map<String, String> forged = ONE.headers(NOW);
        forged.put("x-acs-signature", OTHER.sign("anything"));
        assertThat(call(path, query, forged, "").status()).isEqualTo(401);

        Map<String, String> claimed =
                ONE.headers(OTHER.instance().text(), NOW, UUID.randomUUID().toString());
        assertThat(call(path, query, claimed, "").status()).isEqualTo(401);

        assertThat(call(path, query, ONE.headers(NOW.minus(Proof.SKEW).minusMillis(1)), "")
                        .status())
                .isEqualTo(401);
        assertThat(call(path, query, ONE.headers(NOW.plus(Proof.SKEW).plusMillis(1)), "")
                        .status())
                .isEqualTo(401);

        Map<String, String> spent = ONE.headers(NOW);
        call("metrics", "", spent, "");
        assertThat(call(path, query, spent, "").status()).isEqualTo(401);

        assertThat(tasks.told()).isEmpty();
        assertThat(tasks.key(OTHER.instance())).isPresent();
        assertThat(tasks.key(ONE.instance())).isPresent();
    }

    @Test
    void aRequestIsGoodOnceUntilItsTimeIsNotBelievedAnyMore() {
        Map<String, String> headers = ONE.headers(NOW.plus(Proof.SKEW));
        assertThat(call("heart-beat", "", headers, "").status()).isEqualTo(200);
        clock.advance(Proof.SKEW.multipliedBy(2));
        assertThat(call("heart-beat", "", headers, "").status()).isEqualTo(401);
        clock.advance(Duration.ofMillis(1));
        assertThat(call("heart-beat", "", headers, "").status()).isEqualTo(401);
    }

    /** The signed text has no separators: digits of the time must not become part of the request id, and none of the id's. */
    @Test
    void aUsedRequestThatIsCutElsewhereIsStillUsed() {
        String id = UUID.randomUUID().toString();
        Map<String, String> headers = ONE.headers(ONE.instance().text(), NOW, id);
        call("heart-beat", "", headers, "");
        String time = Objects.requireNonNull(headers.get("x-acs-timestamp"));
        for (int moved = -3; moved <= 3; moved++) {
            String all = time + id;
            int cut = time.length() + moved;
            var recut = new HashMap<>(headers);
            recut.put("x-acs-timestamp", all.substring(0, cut));
            recut.put("x-acs-request-id", all.substring(cut));
            assertThat(call("heart-beat", "", recut, "").status()).isEqualTo(401);
        }
        var longer = new HashMap<>(headers);
        longer.put("x-acs-instance-id", ONE.instance().text() + "m");
        assertThat(call("heart-beat", "", longer, "").status()).isEqualTo(401);
    }

    @Test
    void aDeregisteredAgentIsNobody() {
        assertThat(signed("instance/deregister", "", "").bodyText()).isEqualTo("{\"code\":200}");
        assertThat(signed("heart-beat", "", "").status()).isEqualTo(401);
    }

    @Test
    void anotherInstancesTaskIsNotFoundWhateverIsToldOfIt() {
        tasks.add(OTHER.instance(), Given.shell("t-1", "echo"));
        tasks.startup(OTHER.instance(), false);
        for (String word : List.of("running", "finish", "timeout", "error", "invalid", "stopped", "verified")) {
            String query = "taskId=t-1&invokeVersion=0&start=1&end=2&exitCode=0&errCode=-1&param=a&value=b";
            assertThat(signed("v1/task/" + word, query, "x").status()).isEqualTo(404);
        }
        assertThat(signed("v1/task/list", "reason=kickoff&taskId=t-1", "").bodyText())
                .doesNotContain("t-1");
        assertThat(tasks.told()).isEmpty();
    }

    // ---- tasks

    @Test
    void aListHasExactlyTheTypesTheOfficialAgentReads() {
        assertThat(delivered("t-1", "echo 123")).isEqualTo("""
                        {"code":200,"instanceId":"mi-000000000000000001","run":[{"task":{"type":"RunShellScript","taskID":"t-1",\
                        "commandId":"c-1","commandName":"","commandContent":"ZWNobyAxMjM=","invokeVersion":0,"timeOut":"60",\
                        "workingDirectory":"","args":"","cron":"","username":"","windowsPasswordName":"","enableParameter":false,\
                        "creationTime":1000,"containerId":"","containerName":"","instanceId":"mi-000000000000000001"},\
                        "output":{"interval":1000,"logQuota":24000,"skipEmpty":true,"sendStart":true},"repeat":"Once"}],\
                        "stop":[],"file":[]}""");
    }

    @Test
    void aLauncherIsAMemberOfItsOwnAndOnlyWhereThereIsOne() {
        tasks.add(ONE.instance(), Given.launched("t-1", "print(1)", "python3 -u {{ACS::ScriptFileName|Ext(\".py\")}}"));
        assertThat(signed("v1/task/list", "reason=kickoff", "").bodyText())
                .contains("\"launcher\":\"python3 -u {{ACS::ScriptFileName|Ext(\\\".py\\\")}}\"");
    }

    @Test
    void rootIsNeverNamedForTheOfficialAgentRefusesIt() {
        tasks.add(ONE.instance(), Given.as("t-1", "root"));
        tasks.add(ONE.instance(), Given.as("t-2", "admin"));
        assertThat(signed("v1/task/list", "reason=kickoff", "").bodyText())
                .contains("\"username\":\"\"", "\"username\":\"admin\"")
                .doesNotContain("root");
    }

    @Test
    void aStartIsGivenAllLiveTimetablesAgainAndAKickOnlyWhatIsNew() {
        tasks.add(ONE.instance(), Given.timed("t-1", Repeat.PERIOD, "0 * * * * ?", NOW));
        assertThat(signed("v1/task/list", "reason=kickoff&taskId=t-1", "").bodyText())
                .contains("\"repeat\":\"Period\"", "\"cron\":\"0 * * * * ?\"");
        assertThat(signed("v1/task/list", "reason=kickoff", "").bodyText()).doesNotContain("t-1");
        assertThat(signed("v1/task/list", "reason=startup&cold_start=false", "").bodyText())
                .contains("t-1");
    }

    @Test
    void tasksOfARebootAreGivenAfterABootOnly() {
        tasks.add(ONE.instance(), Given.timed("t-1", Repeat.EVERY_REBOOT, "", NOW));
        assertThat(signed("v1/task/list", "reason=startup&cold_start=false", "").bodyText())
                .doesNotContain("t-1");
        assertThat(signed("v1/task/list", "reason=startup&cold_start=true", "").bodyText())
                .contains("\"repeat\":\"EveryReboot\"");
    }

    @Test
    void anIdNothingCanBeCalledByIsNotAll() {
        tasks.add(ONE.instance(), Given.shell("t-1", "echo"));
        assertThat(signed("v1/task/list", "reason=kickoff&taskId=..%2F..", "").bodyText())
                .doesNotContain("t-1");
    }

    @Test
    void aFileIsSignedOverItsBase64Text() {
        tasks.add(ONE.instance(), Given.file("f-1", "/tmp", "a b.txt", "hello"));
        assertThat(signed("v1/task/list", "reason=kickoff&taskId=f-1", "").bodyText())
                .contains("\"content\":\"aGVsbG8=\"", "\"signature\":\"0733351879b2fa9bd05c7ca3061529c0\"")
                .contains("\"timeout\":60", "\"overwrite\":false", "\"mode\":\"0644\"");
    }

    // ---- reports

    @Test
    void aReportToldTwiceIsFineAndChangesNothing() {
        delivered("t-1", "echo");
        String query = "taskId=t-1&invokeVersion=0&start=1&end=2&exitCode=0&dropped=0";
        assertThat(signed("v1/task/finish", query, "123\n").status()).isEqualTo(200);
        assertThat(signed("v1/task/finish", query, "123\n").status()).isEqualTo(200);
        assertThat(tasks.told()).hasSize(1);
    }

    @Test
    void aLateRefusalToRunTwiceIsFineAndChangesNothing() {
        delivered("t-1", "echo");
        signed("v1/task/finish", "taskId=t-1&start=1&end=2&exitCode=0&dropped=0", "");
        assertThat(signed("v1/task/error", "taskId=t-1&start=0&end=0&errCode=-9&errDesc=ScriptFileExisted", "")
                        .status())
                .isEqualTo(200);
        assertThat(tasks.told()).hasSize(1);
    }

    @Test
    void bytesThatAreNoTextArriveAsTheyWere() {
        delivered("t-1", "echo");
        byte[] body = {(byte) 0xff, (byte) 0xfe, 0, 'x'};
        door.answer(new HttpCall(
                "POST",
                "/luban/api/v1/task/finish",
                "taskId=t-1&start=1&end=2&exitCode=-1&dropped=7",
                ONE.headers(NOW),
                body,
                "10.0.0.9"));
        assertThat(tasks.told().getFirst().report()).isInstanceOfSatisfying(TaskReport.Finished.class, report -> {
            assertThat(report.rest().bytes()).isEqualTo(body);
            assertThat(report.exitCode()).isEqualTo(-1);
            assertThat(report.dropped()).isEqualTo(7);
        });
    }

    /** 400 is success to agents: they would drop a report that may succeed later, and must drop one that never will. */
    @Test
    void whatMaySucceedLaterIs5xxAndWhatNeverWillIs400() {
        HttpReply away = door(new AwayTasks())
                .answer(new HttpCall(
                        "POST", "/luban/api/v1/task/finish", "taskId=t-1", ONE.headers(NOW), new byte[0], "10.0.0.9"));
        assertThat(away.status()).isEqualTo(503);
        for (String broken : List.of("", "taskId=t-1", "taskId=../x&start=1&end=2&exitCode=0", "taskId=t-1&start=x")) {
            assertThat(signed("v1/task/finish", broken, "").status()).isEqualTo(400);
        }
    }

    // ---- what is always the same

    private void publish(String version, String parcel) throws IOException {
        Path folder = Files.createDirectories(published.resolve(version));
        Files.writeString(folder.resolve("parcel.zip"), parcel);
        Files.writeString(
                folder.resolve("offer.properties"),
                "version=" + version + "\nsize=" + parcel.length() + "\nsha256=00ff\nsignature=c2ln\n");
    }

    private static String question(String application, String version) {
        return "{\"os\":\"linux\",\"app_id\":\"" + application + "\",\"app_version\":\"" + version + "\"}";
    }

    @Test
    void ourAgentIsToldOfTheNewestVersionThatIsPublishedAndFetchesItInParts() throws IOException {
        publish("0.9.0", "old");
        publish("0.10.0", "x".repeat(70_000));
        String offer = signed("v1/update/update_check", "", question("opsbus agent", "0.9.0"))
                .bodyText();
        assertThat(offer)
                .contains("\"need_update\":0", "\"version\":\"0.10.0\"", "\"size\":70000", "\"signature\":\"c2ln\"");
        assertThat(signed("v1/update/parcel", "version=0.10.0&offset=0", "").body())
                .hasSize(65_536);
        assertThat(signed("v1/update/parcel", "version=0.10.0&offset=65536", "").body())
                .hasSize(4464);
        for (String query : List.of(
                "version=0.10.0&offset=70000",
                "version=0.10.0&offset=-1",
                "version=0.11.0&offset=0",
                "version=..&offset=0",
                "version=0.9.0%2F..%2F0.10.0&offset=0",
                "")) {
            assertThat(signed("v1/update/parcel", query, "").status()).as(query).isEqualTo(404);
        }
    }

    /** Threat 15: only whoever is published to, and proves to be an agent of ours, hears of it; none is ever told to go back. */
    @Test
    void nobodyElseIsToldOfAPublishedVersion() throws IOException {
        publish("0.10.0", "new");
        String none = Answers.NO_UPDATE;
        String ours = question("opsbus agent", "0.9.0");
        assertThat(call("v1/update/update_check", "", Map.of(), ours).bodyText())
                .isEqualTo(none);
        Map<String, String> forged = ONE.headers(NOW);
        forged.put("x-acs-signature", OTHER.sign("anything"));
        assertThat(call("v1/update/update_check", "", forged, ours).bodyText()).isEqualTo(none);
        assertThat(signed("v1/update/update_check", "", question("aliyun assistant", "2.2.3.578"))
                        .bodyText())
                .isEqualTo(none);
        assertThat(signed("v1/update/update_check", "", question("opsbus agent", "0.10"))
                        .bodyText())
                .isEqualTo(none);
        Files.delete(published.resolve("0.10.0").resolve("offer.properties"));
        assertThat(signed("v1/update/update_check", "", ours).bodyText()).isEqualTo(none);
    }

    /** Threat 15: whoever could answer another thing here would own every machine. */
    @Test
    void noUpdateIsEverOfferedToTheOfficialAgent() throws IOException {
        publish("9.9.9", "new");
        for (Map<String, String> headers : List.of(Map.<String, String>of(), ONE.headers(NOW))) {
            assertThat(call("v1/update/update_check", "", headers, "{\"os\":\"linux\"}")
                            .bodyText())
                    .contains("\"need_update\":0", "\"url\":\"\"");
        }
        assertThat(signed("v1/plugin/list", "", "{}").bodyText()).contains("\"pluginList\":[]");
        assertThat(signed("v2/plugin/update_check", "", "{}").bodyText()).contains("\"plugin\":[]");
    }

    @Test
    void sessionsAreNone() {
        assertThat(signed("v1/session/list", "channelId=c", "").bodyText()).contains("\"session\":[]");
    }

    @Test
    void theOtherEndpointsAnswerWhatKeepsTheAgentQuiet() {
        assertThat(signed("heart-beat", "index=0", "").bodyText()).isEqualTo("{\"nextInterval\":60000}");
        assertThat(call("connection_detect", "", Map.of(), "").bodyText()).isEqualTo("ok");
        assertThat(call("classic/region-id", "", Map.of(), "").bodyText()).isEqualTo("cn-local");
        assertThat(signed("instance/list_instance_state_configurations", "", "{}")
                        .bodyText())
                .contains("ServiceNotSupported");
        assertThat(signed("gshell", "", "").bodyText()).contains("\"gshellSupport\":\"false\"");
        for (String path : List.of("metrics", "v1/exception/client_report", "v1/session/status")) {
            assertThat(signed(path, "", "{}").status()).isEqualTo(200);
        }
        assertThat(signed("v1/task/dance", "taskId=t-1", "").status()).isEqualTo(400);
        assertThat(signed("nowhere", "", "").status()).isEqualTo(404);
        assertThat(tasks.news(ONE.instance()).orElseThrow().agentVersion()).isEqualTo("2.2.3.578");
    }

    // ---- registration

    private static String registration(String code, String key) {
        return "{\"activationCode\":\"" + code + "\",\"activationId\":\"a-1\",\"machineId\":\"m\",\"regionId\":\"r\","
                + "\"instanceName\":\"n\",\"hostname\":\"h\",\"intranetIp\":\"\\u003cnil\\u003e\",\"osVersion\":\"v\","
                + "\"osType\":\"linux\",\"agentVersion\":\"2.2.3.578\",\"publicKey\":\"" + key
                + "\",\"tag\":[{\"key\":\"k\",\"value\":\"v\"}]}";
    }

    private static String wrapped(KeyPair keys) {
        return Base64.getEncoder().encodeToString(Signer.pem(keys).getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void aMachineRegistersWithoutASignature() {
        tasks.activation("a-1", "secret");
        HttpReply reply = call("instance/register", "", Map.of(), registration("secret", wrapped(Signer.keys(2048))));
        assertThat(reply.bodyText()).startsWith("{\"code\":200,\"instanceId\":\"mi-");
    }

    @Test
    void aWrongCodeAndAMissingActivationAreToldAlikeAndGuessingIsSlow() {
        tasks.activation("a-1", "secret");
        String key = wrapped(Signer.keys(2048));
        HttpReply wrong = call("instance/register", "", Map.of(), registration("guess", key));
        HttpReply missing = call(
                "instance/register", "", Map.of(), registration("guess", key).replace("a-1", "a-2"));
        assertThat(wrong.status()).isEqualTo(403);
        assertThat(wrong.bodyText()).isEqualTo(missing.bodyText());
        for (int guess = 2; guess < Strangers.FAILURES_A_MINUTE; guess++) {
            call("instance/register", "", Map.of(), registration("guess", key));
        }
        assertThat(call("instance/register", "", Map.of(), registration("secret", key))
                        .status())
                .isEqualTo(429);
        clock.advance(Duration.ofMinutes(1));
        assertThat(call("instance/register", "", Map.of(), registration("secret", key))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aKeyThatIsWeakOrNoneRegistersNothing() {
        tasks.activation("a-1", "secret");
        for (String key : List.of("", "AAAA", wrapped(Signer.keys(1024)))) {
            assertThat(call("instance/register", "", Map.of(), registration("secret", key))
                            .status())
                    .isEqualTo(403);
        }
        assertThat(call("instance/register", "", Map.of(), "[]").status()).isEqualTo(403);
    }
}
