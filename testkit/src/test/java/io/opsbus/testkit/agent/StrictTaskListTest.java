package io.opsbus.testkit.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictTaskListTest {
    private static final String GOOD =
            "{\"code\":200,\"run\":[{\"task\":{\"taskID\":\"t\",\"timeOut\":\"60\",\"invokeVersion\":0,\"username\":\"\","
                    + "\"commandContent\":\"ZWNobw==\",\"enableParameter\":false},\"output\":{\"interval\":1},\"repeat\":\"Once\"}]}";

    @Test
    void aListOfTheRightTypesIsRead() {
        assertThat(StrictTaskList.read(GOOD).orElseThrow().run())
                .containsExactly(new SimulatedTask(
                        "t",
                        0,
                        new SimulatedTask.Timing("Once", "", 0),
                        "echo",
                        new SimulatedTask.Limits(Duration.ofMinutes(1), Duration.ofSeconds(1), 0)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"timeOut\":60", "\"invokeVersion\":\"0\"", "\"enableParameter\":\"no\"", "\"username\":7"})
    void oneWrongTypeDropsAllOfIt(String wrong) {
        String name = wrong.substring(0, wrong.indexOf(':'));
        String list = GOOD.replaceFirst(name + ":(\"[^\"]*\"|[a-z0-9]+)", wrong);
        assertThat(list).isNotEqualTo(GOOD);
        assertThat(StrictTaskList.read(list)).isEmpty();
    }

    @Test
    void aLostConnectionIsRedialledAfterSixSecondsOrHalfAnHour() {
        assertThat(Pace.OFFICIAL.failingReads().plus(Pace.OFFICIAL.beforeRedial()))
                .isEqualTo(Duration.ofSeconds(6));
        assertThat(Pace.OFFICIAL.longWait()).isEqualTo(Duration.ofMinutes(30));
        assertThat(Pace.OFFICIAL.times(10).refetch()).isEqualTo(Duration.ofMillis(300));
    }
}
