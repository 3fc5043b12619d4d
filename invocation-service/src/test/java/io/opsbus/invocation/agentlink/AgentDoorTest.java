package io.opsbus.invocation.agentlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.TaskId;
import io.opsbus.invocation.link.AgentKey;
import io.opsbus.invocation.link.ReportAnswer;
import io.opsbus.invocation.link.RunTask.Repeat;
import io.opsbus.invocation.link.TaskReport;
import io.opsbus.rpc.http.HttpCall;
import io.opsbus.rpc.http.HttpReply;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may ask, and what is given and taken. */
class AgentDoorTest extends AgentDoorScene {
    AgentDoorTest(@TempDir Path published) {
        super(published);
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
                "instance/get_template",
                "instance/put_instance_state_report",
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
    void aDeregistrationIsTakenAndItsAgentIsBelievedForAWhile() {
        assertThat(signed("instance/deregister", "", "").bodyText()).isEqualTo("{\"code\":200}");
        assertThat(tasks.hasLeft(ONE.instance())).isTrue();
        assertThat(tasks.hasLeft(OTHER.instance())).isFalse();
        assertThat(signed("heart-beat", "", "").status()).isEqualTo(200);
    }

    @Test
    void anotherInstancesTaskIsNotFoundWhateverIsToldOfIt() {
        tasks.add(OTHER.instance(), Given.shell("t-1", "echo"));
        tasks.startup(OTHER.instance(), false);
        for (String word : List.of("running", "finish", "timeout", "error", "invalid", "stopped", "verified")) {
            String query = "taskId=t-1&invokeVersion=0&start=1&end=2&exitCode=0&errCode=-1&param=a&value=b";
            assertThat(signed("v1/task/" + word, query, "x"))
                    .returns(400, HttpReply::status)
                    .returns(
                            "{\"code\":404,\"errMsg\":\"no such task\",\"errorCode\":\"TaskNotFound\"}",
                            HttpReply::bodyText);
        }
        assertThat(signed("v1/task/list", "reason=kickoff&taskId=t-1", "").bodyText())
                .doesNotContain("t-1");
        assertThat(tasks.told()).isEmpty();
    }

    // ---- with a defence off, the two above must not pass

    @Test
    void thatAnyKeyIsGoodForAnyInstanceIsNoticed() {
        door = door(new RelayedTasks(tasks) {
            @Override
            public Optional<AgentKey> key(InstanceId instance) {
                return super.key(ONE.instance());
            }
        });
        assertThatThrownBy(() -> nothingIsTakenUnsignedForgedReplayedLateOrUnderAnothersName("heart-beat"))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void thatATaskIsFoundByItsIdAloneIsNoticed() {
        door = door(new RelayedTasks(tasks) {
            @Override
            public ReportAnswer report(InstanceId instance, TaskId task, int version, TaskReport report) {
                return super.report(OTHER.instance(), task, version, report);
            }
        });
        assertThatThrownBy(this::anotherInstancesTaskIsNotFoundWhateverIsToldOfIt)
                .isInstanceOf(AssertionError.class);
    }

    // ---- tasks

    @Test
    void aListHasExactlyTheTypesTheOfficialAgentReads() {
        assertThat(delivered("t-1", "echo 123")).isEqualTo("""
                        {"code":200,"instanceId":"mi-000000000000000001","run":[{"task":{"type":"RunShellScript","taskID":"t-1",\
                        "commandId":"c-1","commandName":"","commandContent":"ZWNobyAxMjM=","invokeVersion":0,"timeOut":"60",\
                        "workingDirectory":"","args":"","cron":"","username":"","windowsPasswordName":"","enableParameter":false,\
                        "creationTime":1000,"containerId":"","containerName":"","instanceId":"mi-000000000000000001",\
                        "terminationMode":"ProcessTree"},\
                        "output":{"interval":1000,"logQuota":24000,"skipEmpty":true,"sendStart":true},"repeat":"Once"}],\
                        "stop":[],"file":[]}""");
    }

    @Test
    void aLauncherIsAMemberOfItsOwnAndOnlyWhereThereIsOne() {
        tasks.add(ONE.instance(), Given.launched("t-1", "print(1)", "python3 -u {{ACS::ScriptFileName|Ext(\".py\")}}"));
        assertThat(signed("v1/task/list", "reason=kickoff", "").bodyText())
                // the official agent knows no quotes there
                .contains("\"launcher\":\"python3 -u {{ACS::ScriptFileName|Ext(.py)}}\"");
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
}
