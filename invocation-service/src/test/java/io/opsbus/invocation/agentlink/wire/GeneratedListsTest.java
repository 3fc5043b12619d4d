package io.opsbus.invocation.agentlink.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opsbus.agent.TaskListReader;
import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.TaskId;
import io.opsbus.invocation.link.RunTask;
import io.opsbus.invocation.link.RunTask.Repeat;
import io.opsbus.invocation.link.TaskList;
import io.opsbus.testkit.Seeds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Threat 7: whatever an account writes into a command, the list has the types the official agent reads, nothing it runs through a
 * shell, and no id that is a path or a part of a URL.
 */
class GeneratedListsTest {
    private static final int TASKS = 10_000;
    private static final InstanceId INSTANCE = new InstanceId("mi-1");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> NUMBERS = Set.of("invokeVersion", "creationTime");
    private static final String[] PIECES = {
        "$(id)",
        "`id`",
        "\"",
        "\\",
        "'",
        "\n",
        "\r",
        "\u0000",
        "\u2028",
        "{{",
        "}}",
        "<script>",
        "../",
        "%2e",
        "é",
        "\ud83d\ude00",
        "\ud800",
        " ",
        ";",
        "root",
        "null",
        "true",
        "1"
    };

    private static String text(SplittableRandom random) {
        var text = new StringBuilder();
        for (int piece = random.nextInt(6); piece > 0; piece--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }

    private static RunTask task(SplittableRandom random, int number) {
        String[] types = {"RunShellScript", "RunBatScript", "RunPowerShellScript"};
        Repeat[] repeats = Repeat.values();
        return new RunTask(
                new TaskId("t-" + number),
                random.nextInt(3),
                "c-" + number,
                new RunTask.Script(
                        types[random.nextInt(types.length)],
                        text(random).getBytes(StandardCharsets.UTF_8),
                        Duration.ofSeconds(random.nextInt(1, 86_400)),
                        text(random),
                        random.nextBoolean(),
                        random.nextBoolean()),
                new RunTask.Place(text(random), text(random), text(random), text(random), text(random)),
                new RunTask.Timing(repeats[random.nextInt(repeats.length)], text(random), Instant.ofEpochMilli(number)),
                new RunTask.OutputRules(Duration.ofSeconds(1), 24_000));
    }

    @Test
    void everyValueKeepsItsTypeAndNothingAnAccountWroteIsRunByItsName() throws IOException {
        var random = Seeds.random("GeneratedListsTest");
        for (int number = 0; number < TASKS; number++) {
            RunTask task = task(random, number);
            String list = TaskListText.write(INSTANCE, new TaskList(List.of(task), List.of(), List.of()));
            assertIsSafe(task, list);
        }
    }

    /** Each of them is a mistake a writer of lists could make. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"timeOut\":\"(\\d+)\"|\"timeOut\":$1",
                "\"commandName\":\"\"|\"commandName\":\"a name\"",
                "\"username\":\"|\"username\":\"root\",\"was\":\"",
                "\"enableParameter\":false|\"enableParameter\":\"false\"",
                "\"invokeVersion\":(\\d+)|\"invokeVersion\":\"$1\""
            })
    void aMistakeIsNoticed(String right, String wrong) {
        RunTask task = task(Seeds.random("GeneratedListsTest.mistakes"), 1);
        String list = TaskListText.write(INSTANCE, new TaskList(List.of(task), List.of(), List.of()));
        String broken = list.replaceFirst(right, wrong);
        assertThat(broken).isNotEqualTo(list);
        assertThatThrownBy(() -> assertIsSafe(task, broken)).isInstanceOf(AssertionError.class);
    }

    private static void assertIsSafe(RunTask task, String list) throws IOException {
        JsonNode told = JSON.readTree(list).path("run").path(0).path("task");
        told.properties().forEach(member -> {
            JsonNode value = member.getValue();
            assertThat(
                            NUMBERS.contains(member.getKey())
                                    ? value.isIntegralNumber()
                                    : member.getKey().equals("enableParameter") ? value.isBoolean() : value.isTextual())
                    .as(member.getKey() + " in " + list)
                    .isTrue();
        });
        assertThat(told.path("commandName").asText()).isEmpty();
        assertThat(told.path("username").asText()).isNotEqualTo("root");
        assertThat(Base64.getDecoder().decode(told.path("commandContent").asText()))
                .isEqualTo(task.script().content());
        assertThat(TaskListReader.read(list).orElseThrow().run())
                .singleElement()
                .satisfies(read -> assertThat(read.script().alone())
                        .isEqualTo(task.script().alone()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "t 1", "t/1", "../t", "t&x=1", "t%2f", "t;id", "t\n1", "é"})
    void whatWouldBeAPathOrAPartOfAUrlIsNoTasksId(String id) {
        assertThat(TaskId.parse(id)).isEmpty();
    }
}
