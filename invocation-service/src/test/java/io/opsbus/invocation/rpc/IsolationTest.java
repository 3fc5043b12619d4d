package io.opsbus.invocation.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.invocation.Given;
import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.link.Registration;
import io.opsbus.invocation.link.RegistrationOutcome;
import io.opsbus.rpc.declare.Access;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.declare.Field;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Made from the declarations: every action × every parameter that names a resource × a stranger. */
class IsolationTest {
    private static final Set<String> NOT_FOUND = Set.of(
            "InvalidCmdId.NotFound",
            "InvalidInstance.NotFound",
            "InvalidInvokeId.NotFound",
            "InvalidActivationId.NotFound",
            "InvalidInstanceId.NotFound");

    /** Alice's things, by what a declaration calls them. */
    private record House(Service service, Map<String, String> ids) {
        static House make() {
            var service = new Service();
            Service.Told activation = service.call("CreateActivation");
            var registered = service.agents.register(new Registration(
                    new Registration.Activation(activation.text("ActivationId"), activation.text("ActivationCode")),
                    new Registration.Machine("m", "cn-hangzhou", "box", "h", "10.0.0.1", "linux", "L", "1"),
                    Keys.PUBLIC_PEM,
                    Map.of(),
                    "10.0.0.1"));
            if (!(registered instanceof RegistrationOutcome.Registered(InstanceId managed))) {
                throw new AssertionError(registered);
            }
            String invocation = service.invoke("Frequency", "0 */10 * * * *");
            String file = service.call(
                            "SendFile",
                            "InstanceId.1",
                            Given.LINUX.text(),
                            "Content",
                            "x",
                            "Name",
                            "n",
                            "TargetDir",
                            "/t")
                    .text("InvokeId");
            return new House(
                    service,
                    Map.of(
                            "command", Given.command("").id().text(),
                            "instance", Given.LINUX.text(),
                            "managed", managed.text(),
                            "invocation", invocation,
                            "file", file,
                            "activation", activation.text("ActivationId")));
        }

        /** All Alice can see. */
        String seen() {
            return Stream.of(
                            "DescribeInvocations",
                            "DescribeInvocationResults",
                            "DescribeSendFileResults",
                            "DescribeManagedInstances",
                            "DescribeActivations",
                            "DescribeCloudAssistantStatus")
                    // each call has an id of its own
                    .map(action -> service.call(action).body().toString().replaceFirst("\"RequestId\":\"[^\"]*\",", ""))
                    .toList()
                    .toString();
        }
    }

    @TestFactory
    Stream<DynamicTest> anotherAccountsThingIsNotThere() {
        return new Service()
                .actions.declarations().stream()
                        .flatMap(declaration -> declaration
                                .placed()
                                .filter(placed -> placed.field().namesResource())
                                .map(placed -> DynamicTest.dynamicTest(
                                        declaration.name().action() + " " + placed.pattern(),
                                        () -> tryAsStranger(declaration, placed))));
    }

    private static void tryAsStranger(Declaration declaration, Field.Placed placed) {
        House house = House.make();
        String before = house.seen();
        String kind = placed.field().resource();
        boolean ofManaged = declaration.name().action().contains("ManagedInstance");
        boolean ofFiles = declaration.name().action().contains("SendFile");
        String id = house.ids()
                .get(
                        kind.equals("instance") && ofManaged
                                ? "managed"
                                : kind.equals("invocation") && ofFiles ? "file" : kind);
        Map<String, String> parameters = usual(declaration, house);
        parameters.put(placed.pattern().replace(".N", ".1"), id);

        for (Service.Told told : List.of(
                house.service().call(Given.BOB, declaration.name().action(), parameters),
                house.service().call(Given.ALICE, declaration.name().action(), inBeijing(parameters)))) {
            if (told.status() == 200) {
                assertThat(declaration.access()).isEqualTo(Access.READ);
                assertThat(told.body().toString()).contains("\"TotalCount\":0");
            } else {
                assertThat(told.status()).isEqualTo(404);
                assertThat(told.code()).isIn(NOT_FOUND);
            }
            assertThat(told.body().toString()).doesNotContain("box", "echo");
        }
        assertThat(house.seen()).isEqualTo(before);
    }

    /** What else an action needs, of Alice's: the stranger knows all of it. */
    private static Map<String, String> usual(Declaration declaration, House house) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("RegionId", "cn-hangzhou");
        boolean ofManaged = declaration.name().action().contains("ManagedInstance");
        // whom a command is for is said by ids here, where tags could say it too
        boolean hasTwoWays =
                declaration.fields().stream().anyMatch(field -> field.name().equals("ResourceTag"));
        declaration.fields().stream()
                .filter(field ->
                        field.isRequired() || (hasTwoWays && field.name().equals("InstanceId")))
                .forEach(field -> {
                    switch (field.name()) {
                        case "CommandId" -> all.put("CommandId", house.ids().get("command"));
                        case "InstanceId" ->
                            all.put(
                                    ofManaged ? "InstanceId" : "InstanceId.1",
                                    house.ids().get(ofManaged ? "managed" : "instance"));
                        case "InvokeId" -> all.put("InvokeId", house.ids().get("invocation"));
                        case "Type" -> all.put("Type", "RunShellScript");
                        case "TargetDir" -> all.put("TargetDir", "/t");
                        case "RegionId" -> {}
                        default -> all.put(field.name(), "name");
                    }
                });
        return all;
    }

    private static Map<String, String> inBeijing(Map<String, String> parameters) {
        Map<String, String> elsewhere = new LinkedHashMap<>(parameters);
        elsewhere.put("RegionId", "cn-beijing");
        return elsewhere;
    }

    @Test
    void everyActionButCreationNamesItsThings() {
        assertThat(new Service()
                        .actions.declarations().stream()
                                .filter(declaration -> declaration
                                        .placed()
                                        .noneMatch(placed -> placed.field().namesResource()))
                                .map(declaration -> declaration.name().action()))
                .containsExactly("CreateActivation");
    }
}
