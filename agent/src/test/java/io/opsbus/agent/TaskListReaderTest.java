package io.opsbus.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.agent.RunTask.Repeat;
import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
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
}
