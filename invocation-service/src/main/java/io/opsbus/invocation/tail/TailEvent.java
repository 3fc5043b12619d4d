package io.opsbus.invocation.tail;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.status.ErrorCode;
import io.opsbus.invocation.status.TaskStatus;
import org.jspecify.annotations.Nullable;

/** Something that has come since the last look. */
public sealed interface TailEvent {
    InstanceId instance();

    /**
     * A run wrote something.
     *
     * @param run counts the runs of the task, from 0
     * @param cut bytes in front of these nobody has any more: more came between two looks than is kept of a run
     */
    @SuppressWarnings("ArrayRecordComponent") // the bytes pass through once and are never compared
    record Written(InstanceId instance, int run, long cut, byte[] bytes) implements TailEvent {}

    /**
     * The task has another status.
     *
     * @param exitCode of its last run; null while there is none
     * @param error why it did not go well; null else
     */
    record Turned(
            InstanceId instance,
            TaskStatus status,
            @Nullable Long exitCode,
            @Nullable ErrorCode error) implements TailEvent {}
}
