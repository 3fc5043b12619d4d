package io.opsbus.invocation.rpc;

import static io.opsbus.invocation.Given.LINUX;
import static io.opsbus.invocation.Given.STOPPED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsbus.invocation.Given;
import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.Scope;
import io.opsbus.invocation.control.ManagedDesk;
import io.opsbus.invocation.fleet.Activation;
import io.opsbus.invocation.fleet.ActivationId;
import io.opsbus.invocation.link.AgentKey;
import io.opsbus.invocation.link.AgentNews;
import io.opsbus.invocation.link.FileTask;
import io.opsbus.invocation.link.Kick;
import io.opsbus.invocation.link.Registration;
import io.opsbus.invocation.link.RegistrationOutcome;
import io.opsbus.invocation.link.RegistrationOutcome.Reason;
import io.opsbus.invocation.link.TaskReport;
import io.opsbus.invocation.work.Labels;
import io.opsbus.ledger.ChangeKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Activations, managed instances, agents and files. */
class ManagedActionsTest {
    private final Service service = new Service();

    private RegistrationOutcome register(Service.Told activation, String code, String pem, String address) {
        return register(activation.text("ActivationId"), code, pem, address);
    }

    private RegistrationOutcome registerWith(ActivationId id, String code) {
        return register(id.text(), code, Keys.PUBLIC_PEM, "10.0.0.9");
    }

    private RegistrationOutcome register(String activation, String code, String pem, String address) {
        return service.agents.register(new Registration(
                new Registration.Activation(activation, code),
                new Registration.Machine("m-1", "cn-hangzhou", "", "demo", "10.0.0.9", "linux", "Linux_x", "2.2.3.578"),
                pem,
                Map.of("k", "v"),
                address));
    }

    private RegistrationOutcome register(Service.Told activation) {
        return register(activation, activation.text("ActivationCode"), Keys.PUBLIC_PEM, "10.0.0.9");
    }

    private InstanceId registered(Service.Told activation) {
        if (register(activation) instanceof RegistrationOutcome.Registered(InstanceId id)) {
            return id;
        }
        throw new AssertionError("not registered");
    }

    @Test
    void aMachineBecomesAManagedInstanceAndRunsACommand() {
        Service.Told activation = service.call("CreateActivation", "InstanceName", "web", "Tag.1.Key", "a");
        InstanceId id = registered(activation);
        assertThat(id.text()).matches("mi-[0-9a-z]{18}");
        assertThat(service.agents.key(id)).contains(new AgentKey("m-1", Keys.PUBLIC_PEM));
        service.agents.connected(id, new AgentNews("2.2.3.900", "linux", "socket"));

        JsonNode told = service.call("DescribeManagedInstances", "InstanceId.1", id.text())
                .body()
                .get("Instances")
                .get(0);
        assertThat(told.get("InstanceName").asText()).isEqualTo("web-001");
        assertThat(told.get("Connected").asBoolean()).isTrue();
        assertThat(told.get("AgentVersion").asText()).isEqualTo("2.2.3.900");
        assertThat(told.get("Tags")).hasSize(2);
        service.invoke("InstanceId.1", id.text());
        assertThat(service.agents.startup(id, true).run()).hasSize(1);
        JsonNode of =
                service.call("DescribeActivations").body().get("ActivationList").get(0);
        assertThat(of.get("RegisteredCount").asInt()).isEqualTo(1);
        assertThat(of.toString()).doesNotContain(activation.text("ActivationCode"));
    }

    @Test
    void anActivationAllowsWhatItSaysAndNoMore() {
        Service.Told activation =
                service.call("CreateActivation", "InstanceCount", "1", "IpAddressRange", "10.0.0.0/8");
        assertThat(register(activation, "a-wrong", Keys.PUBLIC_PEM, "10.0.0.9")).isEqualTo(refused(Reason.WRONG_CODE));
        String code = activation.text("ActivationCode");
        assertThat(register(activation, code, Keys.PUBLIC_PEM, "11.0.0.9"))
                .isEqualTo(refused(Reason.ADDRESS_NOT_ALLOWED));
        assertThat(register(activation, code, Keys.SHORT_PEM, "10.0.0.9")).isEqualTo(refused(Reason.MALFORMED));
        assertThat(register(activation, code, "no key", "10.0.0.9")).isEqualTo(refused(Reason.MALFORMED));
        assertThat(register(activation)).isInstanceOf(RegistrationOutcome.Registered.class);
        assertThat(register(activation)).isEqualTo(refused(Reason.FULL));

        Service.Told other = service.call("CreateActivation");
        service.clock.advance(Duration.ofHours(4));
        assertThat(register(other)).isEqualTo(refused(Reason.EXPIRED));
        Service.Told third = service.call("CreateActivation");
        assertThat(service.call("DisableActivation", "ActivationId", third.text("ActivationId"))
                        .body()
                        .get("Activation")
                        .get("Disabled")
                        .asBoolean())
                .isTrue();
        assertThat(register(third)).isEqualTo(refused(Reason.DISABLED));
    }

    private static RegistrationOutcome refused(Reason reason) {
        return new RegistrationOutcome.Refused(reason);
    }

    @Test
    void aCodeIsToldOnceAlsoToWhoAsksAgain() {
        Service.Told first = service.call("CreateActivation", "ClientToken", "t");
        assertThat(first.text("ActivationCode")).matches("a-[0-9a-z]{50,}");
        Service.Told again = service.call("CreateActivation", "ClientToken", "t");
        assertThat(again.text("ActivationId")).isEqualTo(first.text("ActivationId"));
        assertThat(again.body().has("ActivationCode")).isFalse();
        assertThat(register(first)).isInstanceOf(RegistrationOutcome.Registered.class);
    }

    /** As after a crash between the change and its answer: the seed and its change key are the same, the code is another. */
    @Test
    void whatWasMadeWithACodeNobodyHeardGetsTheOneThatIsTold() {
        ActivationId id = ActivationId.ofHex("a".repeat(32));
        for (String code : List.of("a-lost", "a-told")) {
            service.managed.create(
                    new Activation(
                            id,
                            Given.ALICES,
                            service.clock.instant(),
                            ManagedDesk.hash(code),
                            new Activation.Rules(1, Duration.ofHours(4), "", "", "", Labels.NONE),
                            false),
                    ChangeKey.ofRequest("seed/activation"));
        }
        assertThat(registerWith(id, "a-lost")).isEqualTo(refused(Reason.WRONG_CODE));
        assertThat(registerWith(id, "a-told")).isInstanceOf(RegistrationOutcome.Registered.class);
    }

    @Test
    void onlyAnActivationThatWasNeverUsedIsDeleted() {
        Service.Told used = service.call("CreateActivation");
        registered(used);
        assertThat(service.call("DeleteActivation", "ActivationId", used.text("ActivationId"))
                        .code())
                .isEqualTo("OperationDenied.ActivationInUse");
        Service.Told unused = service.call("CreateActivation");
        assertThat(service.call("DeleteActivation", "ActivationId", unused.text("ActivationId"))
                        .status())
                .isEqualTo(200);
        assertThat(register(unused)).isEqualTo(refused(Reason.NO_SUCH_ACTIVATION));
    }

    /** The first kick tells the agent, the second whoever has read its key since. */
    @Test
    void aKeyThatIsReadWhileItsInstanceIsDeregisteredIsForgottenAgain() {
        InstanceId id = registered(service.call("CreateActivation"));
        List<Boolean> good = new ArrayList<>();
        try (var _ = service.agents.onKick(_ -> good.add(service.agents.key(id).isPresent()))) {
            service.call("DeregisterManagedInstance", "InstanceId", id.text());
        }
        assertThat(good).containsExactly(true, false);
    }

    @Test
    void whoIsDeregisteredIsToldAndForgotten() {
        InstanceId id = registered(service.call("CreateActivation"));
        service.agents.connected(id, new AgentNews("1", "linux", "socket"));
        String invocation = service.invoke("InstanceId.1", id.text());
        assertThat(service.call("ModifyManagedInstance", "InstanceId", id.text(), "InstanceName", "box")
                        .body()
                        .get("Instance")
                        .get("InstanceName")
                        .asText())
                .isEqualTo("box");
        Service.Told told = service.call("DeregisterManagedInstance", "InstanceId", id.text());
        assertThat(told.body().get("Instance").get("InstanceName").asText()).isEqualTo("box");
        assertThat(service.kicks.getLast()).isEqualTo(new Kick.Deregister(id));
        assertThat(service.agents.key(id)).isEmpty();
        assertThat(service.result(invocation).get("ErrorCode").asText()).isEqualTo("InstanceNotExists");
        assertThat(service.call("DeregisterManagedInstance", "InstanceId", id.text())
                        .code())
                .isEqualTo("InvalidInstanceId.NotFound");
        service.agents.deregister(id);
        service.agents.deregister(new InstanceId("mi-nobody"));
    }

    @Test
    void theSameDeregistrationAgainHearsWhatTheFirstDid() {
        InstanceId id = registered(service.call("CreateActivation"));
        var now = service.clock.instant();
        assertThat(service.managed.deregister(Given.ALICES, id, ChangeKey.ofRequest("a"), now))
                .isPresent();
        assertThat(service.managed.deregister(Given.ALICES, id, ChangeKey.ofRequest("a"), now))
                .as("its answer was lost")
                .isPresent();
        assertThat(service.managed.deregister(Given.ALICES, id, ChangeKey.ofRequest("b"), now))
                .isEmpty();
        assertThat(service.managed.deregister(new Scope(Given.BOB, Given.HANGZHOU), id, ChangeKey.ofRequest("a"), now))
                .isEmpty();
    }

    @Test
    void pagesThatCannotBeAreRefusedWithTheirOwnStatus() {
        for (String action : List.of("DescribeActivations", "DescribeManagedInstances")) {
            for (String parameter : List.of("PageNumber", "PageSize")) {
                Service.Told told = service.call(action, parameter, "0");
                assertThat(told.status()).as(action).isEqualTo(400);
                assertThat(told.code()).isEqualTo("InvalidParam." + parameter);
            }
        }
        assertThat(service.call("DescribeInvocations", "PageSize", "0").status())
                .isEqualTo(403);
    }

    private int total(String action, String... parameters) {
        return service.call(action, parameters).body().get("TotalCount").asInt();
    }

    @Test
    void listsTellAsManyAsTheirTotalSays() {
        InstanceId there = registered(service.call("CreateActivation", "Tag.1.Key", "owner", "Tag.1.Value", "zhang"));
        registered(service.call("CreateActivation", "ResourceGroupId", "rg-1"));
        service.agents.connected(there, new AgentNews("1", "linux", "socket"));
        assertThat(total("DescribeManagedInstances", "Connected", "true")).isEqualTo(1);
        Service.Told page = service.call("DescribeManagedInstances", "Connected", "true", "PageSize", "1");
        assertThat(page.body().get("Instances").get(0).get("InstanceId").asText())
                .as("the newer one is not connected")
                .isEqualTo(there.text());
        assertThat(total("DescribeManagedInstances", "Connected", "false")).isEqualTo(1);
        service.pass(Duration.ofMinutes(4));
        assertThat(total("DescribeManagedInstances", "Connected", "true"))
                .as("its process died, perhaps")
                .isZero();

        assertThat(total("DescribeActivations")).isEqualTo(2);
        assertThat(total("DescribeActivations", "ResourceGroupId", "rg-1")).isEqualTo(1);
        assertThat(total("DescribeActivations", "Tag.1.Key", "owner", "Tag.1.Value", "zhang"))
                .isEqualTo(1);
        assertThat(total("DescribeActivations", "Tag.1.Key", "owner", "Tag.1.Value", "li"))
                .isZero();
    }

    @Test
    void whereAnAgentRunsIsTold() {
        Service.Told told = service.call(
                "DescribeCloudAssistantStatus", "InstanceId.1", LINUX.text(), "InstanceId.2", STOPPED.text());
        JsonNode list = told.body().get("InstanceCloudAssistantStatusSet").get("InstanceCloudAssistantStatus");
        assertThat(list).hasSize(2);
        for (JsonNode one : list) {
            boolean isLinux = one.get("InstanceId").asText().equals(LINUX.text());
            assertThat(one.get("CloudAssistantStatus").asText()).isEqualTo(Boolean.toString(isLinux));
        }
        assertThat(service.call("DescribeCloudAssistantStatus", "InstanceId.1", "i-nobody")
                        .code())
                .isEqualTo("InvalidInstance.NotFound");
        assertThat(service.call("DescribeCloudAssistantStatus")
                        .body()
                        .get("TotalCount")
                        .asInt())
                .isEqualTo(3);
    }

    /** A 200 for what nobody will do would be believed. */
    @Test
    void anAgentIsNotInstalledAndThatIsSaidWhereNoneIsHeard() {
        assertThat(service.call("InstallCloudAssistant", "InstanceId.1", LINUX.text())
                        .status())
                .isEqualTo(200);
        assertThat(service.call("InstallCloudAssistant", "InstanceId.1", LINUX.text(), "InstanceId.2", STOPPED.text())
                        .code())
                .isEqualTo("OperationDenied.AgentNotInstalled");
        assertThat(service.call("InstallCloudAssistant", "InstanceId.1", "i-nobody")
                        .code())
                .isEqualTo("InvalidInstance.NotFound");
    }

    private Service.Told send(String... more) {
        String[] parameters = {
            "InstanceId.1", LINUX.text(), "Name", "a.txt", "TargetDir", "/root", "Content", "hello", "FileMode", "0600"
        };
        String[] all =
                Stream.concat(Arrays.stream(parameters), Arrays.stream(more)).toArray(String[]::new);
        return service.call("SendFile", all);
    }

    @Test
    void aFileIsSentAndItsFateTold() {
        String id = send().text("InvokeId");
        assertThat(id).startsWith("f-");
        FileTask file = service.agents.kicked(LINUX, Optional.empty()).files().getFirst();
        assertThat(service.kicks.getLast()).isEqualTo(new Kick.File(LINUX, file.id()));
        assertThat(new String(file.content(), StandardCharsets.UTF_8)).isEqualTo("hello");
        assertThat(file.rights()).isEqualTo(new FileTask.Rights("0600", "root", "root"));
        service.agents.report(LINUX, file.id(), new TaskReport.FileInvalid("FileExist", "a.txt"));
        JsonNode told = service.call("DescribeSendFileResults")
                .body()
                .get("Invocations")
                .get("Invocation")
                .get(0);
        assertThat(told.get("InvocationStatus").asText()).isEqualTo("Failed");
        JsonNode instance = told.get("InvokeInstances").get("InvokeInstance").get(0);
        assertThat(instance.get("ErrorCode").asText()).isEqualTo("FileAlreadyExists");

        send("Overwrite", "true");
        FileTask second = service.agents.kicked(LINUX, Optional.empty()).files().getFirst();
        service.agents.report(LINUX, second.id(), new TaskReport.FileWritten(true, 0));
        assertThat(service.call("DescribeSendFileResults", "InvocationStatus", "Success")
                        .body()
                        .get("TotalCount")
                        .asInt())
                .isEqualTo(1);
        assertThat(service.call("DescribeInvocations").body().get("TotalCount").asInt())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "FileMode, 9, FileMode.Invalid",
        "TargetDir, relative, FileTargetDir.Invalid",
        "Name, a/b, FileName.ExceedLimit",
        "ContentType, Other, FileContentType.Invalid",
        "InstanceId.2, i-nobody, InvalidInstance.NotFound",
    })
    void aFileThatCannotBeSentIsRefused(String parameter, String value, String code) {
        assertThat(send(parameter, value).code()).isEqualTo(code);
    }

    @Test
    void contentThatIsTooLongOrNoBase64IsRefused() {
        assertThat(send("Content", "x".repeat(32 * 1024)).code()).isEqualTo("FileSize.ExceedLimit");
        assertThat(send("Content", "?", "ContentType", "Base64").code()).isEqualTo("FileContent.DecodeError");
    }
}
