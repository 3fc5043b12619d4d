package io.opsbus.invocation.rpc.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.invocation.Given;
import io.opsbus.invocation.task.Output;
import io.opsbus.invocation.task.Progress;
import io.opsbus.invocation.task.Task;
import io.opsbus.invocation.work.RepeatMode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Of what many tasks wrote one answer holds what is newest, and no more than it may. */
class FittingOutputTest {
    private static Task wrote(int number, int size) {
        Task task = Given.task(number, RepeatMode.ONCE, Given.LINUX);
        var progress = new Progress(Given.NOON, 0, 0, 0, null, Output.unread(size, 0), 0);
        return new Task(task.identity(), task.plan(), task.version(), task.state(), progress);
    }

    @Test
    void theNewestAreToldAndWhatFindsNoPlaceIsLeftOut() {
        List<Task> tasks = List.of(wrote(1, 2), wrote(2, 6), wrote(3, 0), wrote(4, 5), wrote(5, 3));
        assertThat(DescribeInvocations.fitting(tasks, 10))
                .containsExactly(
                        tasks.get(4).id(), tasks.get(3).id(), tasks.get(0).id());
        assertThat(DescribeInvocations.fitting(tasks, 16)).hasSize(4);
        assertThat(DescribeInvocations.fitting(tasks, 1)).isEmpty();
    }
}
