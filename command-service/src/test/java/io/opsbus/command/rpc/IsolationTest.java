package io.opsbus.command.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.command.Given;
import io.opsbus.rpc.declare.Access;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.declare.Field;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Made from the declarations: every action × every parameter that names a resource × a stranger. */
class IsolationTest {
    private static final Map<String, String> USUAL =
            Map.of("RegionId", "cn-hangzhou", "Name", "n", "Type", "RunShellScript", "CommandContent", "ZQ==");

    @TestFactory
    Stream<DynamicTest> anotherAccountsCommandIsNotThere() {
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
        var service = new Service();
        String id = service.create("alices");
        String before = service.call("DescribeCommands").body().toString();
        Map<String, String> parameters = new LinkedHashMap<>(USUAL);
        parameters.put(placed.pattern().replace(".N", ".1"), id);
        if (declaration.access() == Access.READ) {
            parameters.keySet().retainAll(List.of("RegionId", "CommandId"));
        }

        String action = declaration.name().action();
        for (Service.Told told : List.of(
                service.call(Given.BOB, action, parameters),
                service.call(Given.ALICE, action, inBeijing(parameters)))) {
            if (declaration.access() == Access.READ) {
                assertThat(told.body().get("TotalCount").asInt()).isZero();
            } else {
                assertThat(told.status()).isEqualTo(404);
                assertThat(told.code()).isEqualTo("InvalidCmdId.NotFound");
            }
        }
        assertThat(service.call("DescribeCommands").body().toString()).isEqualTo(before);
        assertThat(service.call(Given.BOB, "DescribeCommands")
                        .body()
                        .get("TotalCount")
                        .asInt())
                .isZero();
    }

    private static Map<String, String> inBeijing(Map<String, String> parameters) {
        Map<String, String> elsewhere = new LinkedHashMap<>(parameters);
        elsewhere.put("RegionId", "cn-beijing");
        return elsewhere;
    }

    @Test
    void everyActionButCreationNamesItsCommands() {
        assertThat(new Service()
                        .actions.declarations().stream()
                                .filter(declaration -> declaration
                                        .placed()
                                        .noneMatch(placed -> placed.field().namesResource()))
                                .map(declaration -> declaration.name().action()))
                .containsExactly("CreateCommand");
    }
}
