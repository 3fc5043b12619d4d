package io.opsbus.invocation.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.invocation.status.OverallStatus.Legacy;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Guide tables 2-2, 2-3, 2-4 and API facts 3.1, written out once more. */
class StatusTablesTest {
    @ParameterizedTest
    @CsvSource({
        // today's, InstanceInvokeStatus, InvokeRecordStatus, final
        "Pending, Running, Running, false",
        "Scheduled, Running, Running, false",
        "Running, Running, Running, false",
        "Stopping, Running, Stopping, false",
        "Success, Finished, Finished, true",
        "Failed, Finished, Finished, true",
        "Error, Failed, Failed, true",
        "Timeout, Failed, Failed, true",
        "Invalid, Failed, Failed, true",
        "Aborted, Failed, Failed, true",
        "Cancelled, Stopped, Stopped, true",
        "Terminated, Stopped, Stopped, true",
    })
    void theStatusOfOneTask(String today, String instance, String record, boolean isFinal) {
        TaskStatus status = TaskStatus.of(today);
        assertThat(status.instanceLegacy().word()).isEqualTo(instance);
        assertThat(status.legacy().word()).isEqualTo(record);
        assertThat(status.isFinal()).isEqualTo(isFinal);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // tasks | today's | of 2019
                "Success Success | Success | Finished",
                "Success Cancelled | Success | Finished",
                "Success Terminated | Success | Finished",
                "Failed Failed | Failed | Finished",
                "Timeout Error | Failed | Failed",
                "Invalid Aborted | Failed | Failed",
                "Cancelled Terminated | Stopped | Stopped",
                "Pending Success | Pending | Running",
                "Scheduled Success | Scheduled | Running",
                "Running Failed | Running | Running",
                "Pending Running Stopping | Pending | Running",
                "Scheduled Running | Scheduled | Running",
                "Running Stopping | Running | Running",
                "Stopping Success | Stopping | Stopping",
                "Success Failed | PartialFailed | Finished",
                "Success Timeout | PartialFailed | PartialFailed",
                "Success Aborted Cancelled | PartialFailed | PartialFailed",
                "Timeout Cancelled | Failed | PartialFailed",
                "Failed Error | Failed | PartialFailed",
            })
    void theStatusOfAllTasksTogether(String tasks, String today, String of2019) {
        List<TaskStatus> statuses =
                Arrays.stream(tasks.strip().split(" ")).map(TaskStatus::of).toList();
        for (List<TaskStatus> order : List.of(statuses, statuses.reversed())) {
            assertThat(OverallStatus.of(order).word()).isEqualTo(today);
            assertThat(Legacy.of(order).word()).isEqualTo(of2019);
        }
    }

    @Test
    void itIsOverWhenEveryTaskIs() {
        for (TaskStatus one : TaskStatus.values()) {
            for (TaskStatus other : TaskStatus.values()) {
                assertThat(OverallStatus.of(List.of(one, other)).isFinal())
                        .as(one + " " + other)
                        .isEqualTo(one.isFinal() && other.isFinal());
            }
        }
    }

    @Test
    void everyErrorHasAWordOfItsOwn() {
        assertThat(Stream.of(ErrorCode.values()).map(ErrorCode::word)).doesNotHaveDuplicates();
    }
}
