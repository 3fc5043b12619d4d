package io.opsbus.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsbus.agent.RunTask.Repeat;
import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskListReaderTest {
    @Test
    void aTaskIsReadWithItsOutputRules() {
        RunTask task = one("""
                {"task":{"type":"RunShellScript","taskID":"t-1","commandId":"c-1","commandName":"","commandContent":"ZWNobw==",
                "invokeVersion":2,"timeOut":"90","workingDirectory":"/tmp","args":"","cron":"","username":"bob","creationTime":1000},
                "output":{"interval":3000,"logQuota":20000,"skipEmpty":true,"sendStart":true},"repeat":"Once"}""");
        assertThat(task.id()).isEqualTo("t-1");
        assertThat(task.version()).isEqualTo(2);
        assertThat(task.script()).isEqualTo(new RunTask.Script("RunShellScript", "ZWNobw==", Duration.ofSeconds(90)));
        assertThat(task.place()).isEqualTo(new RunTask.Place("/tmp", "bob", false));
        assertThat(task.timing()).isEqualTo(new RunTask.Timing(Repeat.ONCE, "", Instant.ofEpochSecond(1)));
        assertThat(task.output()).isEqualTo(new RunTask.Output(Duration.ofSeconds(3), 20_000, true, true));
    }

    @ParameterizedTest
    @CsvSource({"60,PT1M", "0,PT0S", "-5,PT0S", "soon,PT1H", "99999999999,PT1H"})
    void aTimeThatCannotBeReadIsAnHourAndZeroIsNone(String wire, Duration meant) {
        assertThat(one("{\"task\":{\"taskID\":\"t\",\"timeOut\":\"" + wire + "\"}}")
                        .script()
                        .timeout())
                .isEqualTo(meant);
    }

    @Test
    void smallNumbersAreTakenIntoTheirBounds() {
        assertThat(one("{\"task\":{\"taskID\":\"t\"},\"output\":{\"interval\":1,\"logQuota\":1}}")
                        .output())
                .isEqualTo(new RunTask.Output(Duration.ofSeconds(1), 12_000, false, false));
        assertThat(one("{\"task\":{\"taskID\":\"t\"},\"output\":{\"logQuota\":999999999999}}")
                        .output()
                        .quota())
                .isEqualTo(1 << 20);
    }

    @Test
    void withoutARepetitionACronMakesItPeriodic() {
        assertThat(one("{\"task\":{\"taskID\":\"t\",\"cron\":\"0 * * * * ?\"}}")
                        .timing()
                        .repeat())
                .isEqualTo(Repeat.PERIOD);
    }

    @Test
    void anEntryThatIsNoTaskIsLeftOutAlone() {
        TaskList list = TaskListReader.read("""
                        {"code":200,"run":[{"task":{"taskID":"../../etc"}},{"task":{"taskID":"t"},"repeat":"Never"},7,
                        {"task":{"taskID":"good","timeOut":60}}],"stop":"none","file":[{"task":{"taskID":"a b"}}]}""").orElseThrow();
        assertThat(list.run()).extracting(RunTask::id).containsExactly("good");
        assertThat(list.stop()).isEmpty();
        assertThat(list.files()).isEmpty();
    }

    @Test
    void code408AsksForAnotherFetch() {
        assertThat(TaskListReader.read("{\"code\":408}").orElseThrow().again()).isTrue();
        assertThat(TaskListReader.read("<html>")).isEmpty();
    }

    private static RunTask one(String entry) {
        return TaskListReader.read("{\"run\":[" + entry + "]}")
                .orElseThrow()
                .run()
                .getFirst();
    }

    @Test
    void whatIsNoListIsNone() {
        for (String text : List.of(
                "",
                "[]",
                "{",
                "{\"run\":[{}]",
                "{\"run\":[{},]}",
                "{\"run\":[{}]}}",
                "{run:[]}",
                "{\"run\":[{]}",
                "{\"a\":\"")) {
            assertThat(TaskListReader.read(text)).as(text).isEmpty();
        }
        for (String text : List.of(
                "{}",
                " { \"run\" : [ ] , \"stop\" : null } ",
                "{\"run\":[null,\"]}\\\"\",[[]],{\"a\":\"}\"}],\"x\":-1.5e3}")) {
            assertThat(TaskListReader.read(text)).as(text).isPresent();
        }
    }

    @Test
    void whereThereIsNoRoomForAllTheListIsCut() throws IOException {
        String text = "{\"run\":[%1$s,%1$s,%1$s],\"stop\":[%1$s]}".formatted("{\"task\":{\"taskID\":\"t\"}}");
        var left = new AtomicInteger(2);
        TaskList list = TaskListReader.read(
                        new StringReader(text),
                        (_, _, base64) ->
                                left.getAndDecrement() > 0 ? Optional.of(new Content.Held(base64)) : Optional.empty())
                .orElseThrow();
        assertThat(list.isCut()).isTrue();
        assertThat(list.run()).hasSize(2);
        assertThat(list.stop()).as("takes no room").hasSize(1);
    }

    /** Whoever waits for it is told at once, and not when its time is over. */
    @Test
    void whatIsTooLongIsATaskThatSaysSo() throws IOException {
        String script = "YWJj".repeat(600_000);
        TaskList list = TaskListReader.read("""
                        {"run":[{"task":{"commandContent":"%1$s","taskID":"t-1","cron":"","invokeVersion":3}},{"task":{"taskID":"t-2"}}],
                        "test":[{"task":{"taskID":"t-3","commandContent":"%1$s"}}],
                        "file":[{"task":{"content":"%1$s","taskID":"t-4","name":"a"}}],
                        "stop":[{"task":{"commandContent":"%1$s","taskID":"t-5"}}]}""".formatted(script)).orElseThrow();
        assertThat(list.run()).extracting(RunTask::id).containsExactly("t-1", "t-2");
        assertThat(list.run().getFirst().version()).isEqualTo(3);
        assertThat(list.stop()).extracting(RunTask::id).containsExactly("t-5");
        for (Content content : List.of(
                list.run().getFirst().script().content(),
                list.test().getFirst().script().content(),
                list.files().getFirst().content())) {
            assertThatThrownBy(content::base64).isInstanceOf(IOException.class).hasMessageContaining("2 MiB");
        }
        assertThat(list.whole().unreadable()).isZero();
    }

    @Test
    void whatNobodyCanReadIsCounted() {
        String long1 = "[" + "1,".repeat(1_100_000) + "1]";
        assertThat(TaskListReader.read("""
                        {"run":[null,{"task":{"taskID":"../x"}},{"task":{"taskID":"t"},"repeat":"Never"},{"a":%s},{"task":{"taskID":"t"}}],
                        "stop":[{}],"session":[null,{}],"file":[7]}""".formatted(long1)).orElseThrow().whole())
                .isEqualTo(new TaskList.Whole(false, false, 6));
    }

    /** Each is some hundred bytes of memory, and a report. */
    @Test
    void stopsThatAreTooManyAreLeftForLater() {
        TaskList list = TaskListReader.read(IntStream.range(0, TaskListReader.MOST_STOPS + 1)
                        .mapToObj("{\"task\":{\"taskID\":\"t-%d\"}}"::formatted)
                        .collect(Collectors.joining(",", "{\"stop\":[", "]}")))
                .orElseThrow();
        assertThat(list.stop()).hasSize(TaskListReader.MOST_STOPS);
        assertThat(list.isCut()).isTrue();
    }
}
