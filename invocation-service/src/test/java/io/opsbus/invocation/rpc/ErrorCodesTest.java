package io.opsbus.invocation.rpc;

import static io.opsbus.invocation.Given.LINUX;
import static io.opsbus.invocation.Given.WINDOWS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsbus.invocation.Given;
import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.fleet.FleetNews;
import io.opsbus.invocation.fleet.KnownInstance;
import io.opsbus.invocation.link.AgentNews;
import io.opsbus.invocation.link.FileTask;
import io.opsbus.invocation.link.Registration;
import io.opsbus.invocation.link.RegistrationOutcome;
import io.opsbus.invocation.link.RunTask;
import io.opsbus.invocation.link.TaskReport;
import io.opsbus.invocation.link.TaskReport.Chunk;
import io.opsbus.invocation.status.ErrorCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every {@code ErrorCode} there is, reached as it is reached in earnest and told as the API tells it (API facts 3.1). */
class ErrorCodesTest {
    private static final Duration DELIVERY = Duration.ofSeconds(61);

    private final Service service = new Service();
    private final AgentOnLinux agent = new AgentOnLinux(service);

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void everyCodeIsReachedAndTold(ErrorCode code) {
        JsonNode told = reached(code);
        assertThat(told.get("ErrorCode").asText()).isEqualTo(code.word());
        assertThat(told.get("ErrorInfo").asText()).isNotBlank();
    }

    private JsonNode reached(ErrorCode code) {
        return switch (code) {
            case INSTANCE_NOT_EXISTS -> deregistered();
            case INSTANCE_RELEASED -> instance(new FleetNews.Gone(LINUX));
            case INSTANCE_NOT_RUNNING ->
                instance(new FleetNews.Seen(
                        new KnownInstance(LINUX, Given.ALICES, "n", "linux", false), Map.of(), false, 2));
            case COMMAND_NOT_APPLICABLE -> invalid("TypeInvalid");
            case ACCOUNT_NOT_EXISTS -> invalid("UsernameOrPasswordInvalid");
            case DIRECTORY_NOT_EXISTS -> invalid("workingDirectory");
            case BAD_CRON_EXPRESSION -> invalid("cron");
            case CLIENT_NOT_RUNNING -> notRunning();
            case CLIENT_NOT_RESPONSE -> undelivered(() -> {});
            case CLIENT_IS_UPGRADING -> undelivered(() -> service.agents.refused(LINUX));
            case CLIENT_NEED_UPGRADE -> tooOld();
            case DELIVERY_TIMEOUT -> undelivered(() -> service.fleet.disconnected(LINUX, "c-1"));
            case EXECUTION_TIMEOUT -> reported(new TaskReport.TimedOut(agent.span(), Chunk.NONE, 0));
            case EXECUTION_EXCEPTION ->
                reported(new TaskReport.Failed(agent.span(), "-3", "cannot begin", Chunk.NONE, 0));
            case EXECUTION_INTERRUPTED -> interrupted();
            case EXIT_CODE_NONZERO -> reported(new TaskReport.Finished(agent.span(), 3, Chunk.NONE, 0));
            case FILE_CREATE_FAIL -> file(new TaskReport.FileWritten(false, 1));
            case FILE_ALREADY_EXISTS -> file(new TaskReport.FileInvalid("FileExist", "/root/a"));
            case FILE_CONTENT_INVALID -> file(new TaskReport.FileInvalid("InvalidFileContent", "x"));
            case FILE_NAME_INVALID -> file(new TaskReport.FileInvalid("FileNameInvalid", "x"));
            case FILE_PATH_INVALID -> file(new TaskReport.FileWritten(false, 4));
            case FILE_AUTHORITY_INVALID -> file(new TaskReport.FileWritten(false, 3));
            case USER_GROUP_NOT_EXISTS -> file(new TaskReport.FileInvalid("FileGroupNotExist", "nobodies"));
        };
    }

    private JsonNode deregistered() {
        Service.Told activation = service.call("CreateActivation");
        var registration = new Registration(
                new Registration.Activation(activation.text("ActivationId"), activation.text("ActivationCode")),
                new Registration.Machine("m-1", "cn-hangzhou", "", "demo", "10.0.0.9", "linux", "Linux_x", "2.2.3.578"),
                Keys.PUBLIC_PEM,
                Map.of(),
                "10.0.0.9");
        if (!(service.agents.register(registration) instanceof RegistrationOutcome.Registered(InstanceId id))) {
            throw new AssertionError("not registered");
        }
        service.agents.connected(id, new AgentNews("2.2.3.578", "linux", "socket"));
        String invocation = service.invoke("InstanceId.1", id.text());
        service.call("DeregisterManagedInstance", "InstanceId", id.text());
        return service.result(invocation);
    }

    private JsonNode instance(FleetNews news) {
        String id = service.invoke();
        service.fleetDesk.take(List.of(news), service.clock.instant());
        return service.result(id);
    }

    private JsonNode notRunning() {
        service.clock.advance(Duration.ofMinutes(10));
        return service.result(service.invoke());
    }

    private JsonNode undelivered(Runnable meanwhile) {
        String id = service.invoke();
        meanwhile.run();
        service.pass(DELIVERY);
        return service.result(id);
    }

    private JsonNode tooOld() {
        service.fleet.heard(LINUX, AgentNews.heard("2.2.3.281", "linux"), service.clock.instant());
        return service.result(service.invoke("Frequency", "rate(2m)"));
    }

    private JsonNode reported(TaskReport report) {
        String id = service.invoke();
        RunTask task = agent.fetch();
        service.agents.report(LINUX, task.id(), report);
        return service.result(id);
    }

    private JsonNode invalid(String parameter) {
        return reported(new TaskReport.Invalid(parameter, "v"));
    }

    private Service.Told runOnWindows(String... more) {
        List<String> parameters = new ArrayList<>(
                List.of("Type", "RunBatScript", "CommandContent", "ver", "InstanceId.1", WINDOWS.text()));
        parameters.addAll(List.of(more));
        return service.call("RunCommand", parameters.toArray(String[]::new));
    }

    /** Our agent runs scripts as nobody but its own user there; what it says of that is what is told. */
    @Test
    void anotherUserOnWindowsIsAnAccountThatDoesNotExistAndTheReasonIsTold() {
        Service.Told told = runOnWindows("Username", "bob", "WindowsPasswordName", "bobs-password");
        RunTask task = service.agents.kicked(WINDOWS, Optional.empty()).run().getFirst();
        assertThat(task.place().windowsPasswordName()).isEqualTo("bobs-password");
        service.agents.report(
                WINDOWS,
                task.id(),
                new TaskReport.Invalid(
                        "UsernameOrPasswordInvalid", "UserInvalid_bob: this agent runs scripts as SYSTEM"));
        JsonNode result = service.result(told.text("InvokeId"));
        assertThat(result.get("ErrorCode").asText()).isEqualTo("AccountNotExists");
        assertThat(result.get("ErrorInfo").asText())
                .isEqualTo("UsernameOrPasswordInvalid: UserInvalid_bob: this agent runs scripts as SYSTEM");
        assertThat(result.get("InvocationStatus").asText()).isEqualTo("Invalid");
        assertThat(result.get("Username").asText()).isEqualTo("bob");
        assertThat(result.toString()).doesNotContain("bobs-password");
    }

    private JsonNode interrupted() {
        String id = service.invoke("Timeout", "3600");
        RunTask task = agent.fetch();
        service.agents.report(LINUX, task.id(), new TaskReport.Running(service.clock.instant(), Chunk.NONE));
        service.pass(Duration.ofSeconds(181));
        return service.result(id);
    }

    private JsonNode file(TaskReport report) {
        Service.Told sent = service.call(
                "SendFile", "InstanceId.1", LINUX.text(), "Name", "a", "TargetDir", "/root", "Content", "hello");
        FileTask task = service.agents.kicked(LINUX, Optional.empty()).files().getFirst();
        service.agents.report(LINUX, task.id(), report);
        return service.call("DescribeSendFileResults", "InvokeId", sent.text("InvokeId"))
                .body()
                .get("Invocations")
                .get("Invocation")
                .get(0)
                .get("InvokeInstances")
                .get("InvokeInstance")
                .get(0);
    }

    /** What the agents say of files (agent facts 10.3). */
    @ParameterizedTest
    @CsvSource({
        "FileNameInvalid, FileNameInvalid",
        "FileExist, FileAlreadyExists",
        "EmptyFile, FileContentInvalid",
        "InvalidFileContent, FileContentInvalid",
        "InvalidSignature, FileContentInvalid",
        "InvalidFileMode, FileAuthorityInvalid",
        "FileGroupNotExist, UserGroupNotExists",
        "FileOwnerNotExist, AccountNotExists",
    })
    void theAgentsWordsOfFilesBecomeTheApis(String word, String code) {
        assertThat(file(new TaskReport.FileInvalid(word, "x")).get("ErrorCode").asText())
                .isEqualTo(code);
    }

    /** Years, zones, rate and at; a plain timetable is kept by agents of every age (API facts 3.5). */
    @ParameterizedTest
    @CsvSource({
        "2.2.3.281, rate(2m), ClientNeedUpgrade",
        "2.3.3.281, rate(2m), ClientNeedUpgrade",
        "2.4.3.281, rate(2m), ClientNeedUpgrade",
        "2.4.3.282, rate(2m), ''",
        "2.1.4.1, rate(2m), ''",
        "2.2.2.999, at(2030-01-01 00:00:00), ClientNeedUpgrade",
        "1.0.1.400, 0 0 12 * * * 2030, ClientNeedUpgrade",
        "1.0.1.400, 0 0 12 * * * Asia/Shanghai, ClientNeedUpgrade",
        "1.0.1.400, 0 0 12 * * *, ''",
        "2.2.3.282, rate(2m), ''",
        "2.10.0.1, rate(2m), ''",
        "unknown, rate(2m), ''",
    })
    void anAgentThatCannotKeepATimetableIsNotGivenIt(String version, String frequency, String code) {
        service.fleet.heard(LINUX, AgentNews.heard(version, "linux"), service.clock.instant());
        JsonNode result = service.result(service.invoke("Frequency", frequency));
        assertThat(result.get("ErrorCode").asText()).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({"2.1.3.281, ClientNeedUpgrade", "2.1.3.282, ''"})
    void onWindowsItIsAnotherVersion(String version, String code) {
        service.fleet.heard(WINDOWS, AgentNews.heard(version, "windows"), service.clock.instant());
        Service.Told told = runOnWindows("Frequency", "rate(2m)");
        assertThat(service.result(told.text("InvokeId")).get("ErrorCode").asText())
                .isEqualTo(code);
    }
}
