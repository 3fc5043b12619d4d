package io.opsbus.invocation.tail;

import static io.opsbus.invocation.Given.LINUX;
import static io.opsbus.invocation.Given.NOON;
import static io.opsbus.invocation.Given.WINDOWS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.invocation.Given;
import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.status.ErrorCode;
import io.opsbus.invocation.status.TaskStatus;
import io.opsbus.invocation.tail.TailEvent.Turned;
import io.opsbus.invocation.tail.TailEvent.Written;
import io.opsbus.invocation.task.Ending;
import io.opsbus.invocation.task.Output;
import io.opsbus.invocation.task.Progress;
import io.opsbus.invocation.task.Task;
import io.opsbus.invocation.task.TaskState;
import io.opsbus.invocation.work.RepeatMode;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TailTest {
    private static final TaskState RUNNING = new TaskState.Running(NOON, NOON);

    private static Task task(InstanceId instance, TaskState state, int repeats, Output output) {
        Task fresh = Given.task(1, RepeatMode.ONCE, instance);
        Ending last = state instanceof TaskState.Ended(Ending ending, var _) ? ending : null;
        return new Task(fresh.identity(), fresh.plan(), 0, state, new Progress(NOON, repeats, 0, 0, last, output, 1));
    }

    private static Output output(String text) {
        return Output.NONE.and(text.getBytes(UTF_8), Output.USUAL_QUOTA);
    }

    private static Tail next(Place place, List<Task> tasks) {
        return Tail.next(place, tasks, Output.USUAL_QUOTA);
    }

    private static TaskState ended(TaskStatus status, long code, @Nullable ErrorCode error) {
        return new TaskState.Ended(new Ending(status, code, error, "", NOON, NOON), false);
    }

    private static List<String> words(Tail tail) {
        return tail.events().stream()
                .map(event -> event instanceof Written(var at, int run, long cut, byte[] bytes)
                        ? at + " " + run + " " + cut + " " + new String(bytes, UTF_8)
                        : at(event))
                .toList();
    }

    private static String at(TailEvent event) {
        return event instanceof Turned(var at, var status, var code, var error)
                ? at + " " + status.word() + " " + code + " " + error
                : event.toString();
    }

    @Test
    void whatIsNewIsToldOnce() {
        var waiting = task(LINUX, new TaskState.Pending(), 0, Output.NONE);
        var other = task(WINDOWS, RUNNING, 0, output("a"));
        var first = next(Place.BEGIN, List.of(waiting, other));
        assertThat(words(first))
                .containsExactly(LINUX + " Pending null null", WINDOWS + " 0 0 a", WINDOWS + " Running null null");
        assertThat(next(first.place(), List.of(waiting, other)).events()).isEmpty();

        var second = next(first.place(), List.of(waiting, task(WINDOWS, RUNNING, 0, output("ab"))));
        assertThat(words(second)).containsExactly(WINDOWS + " 0 0 b");
        assertThat(second.over()).isFalse();

        var done = task(LINUX, ended(TaskStatus.ABORTED, 0, ErrorCode.INSTANCE_NOT_RUNNING), 0, Output.NONE);
        var failed = task(WINDOWS, ended(TaskStatus.FAILED, 3, null), 1, output("abc"));
        var third = next(second.place(), List.of(done, failed));
        assertThat(words(third))
                .containsExactly(
                        LINUX + " Aborted 0 INSTANCE_NOT_RUNNING", WINDOWS + " 0 0 c", WINDOWS + " Failed 3 null");
        assertThat(third.over()).isTrue();
    }

    @Test
    void anotherRunBeginsAnew() {
        var first = next(Place.BEGIN, List.of(task(LINUX, RUNNING, 0, output("one"))));
        var waits = task(LINUX, new TaskState.Scheduled(NOON), 1, output("one\n"));
        var second = next(first.place(), List.of(waits));
        assertThat(words(second)).containsExactly(LINUX + " 0 0 \n", LINUX + " Scheduled null null");
        var third = next(second.place(), List.of(task(LINUX, RUNNING, 1, output("o"))));
        assertThat(words(third)).containsExactly(LINUX + " 1 0 o", LINUX + " Running null null");
    }

    @Test
    void whatTheAgentCutOutIsSaid() {
        var first = next(Place.BEGIN, List.of(task(LINUX, RUNNING, 0, output("head"))));
        var whole = output("head").end("tail".getBytes(UTF_8), 1_000, Output.USUAL_QUOTA);
        var second = next(first.place(), List.of(task(LINUX, ended(TaskStatus.SUCCESS, 0, null), 1, whole)));
        assertThat(words(second)).containsExactly(LINUX + " 0 1000 tail", LINUX + " Success 0 null");
    }

    @RepeatedTest(50)
    void howeverOftenOneLooksThePartsAreTheOutputWithItsGapsCounted(RepetitionInfo repetition) {
        var random = new Random(repetition.getCurrentRepetition());
        byte[] all = new byte[random.nextInt(4 * Output.USUAL_QUOTA)];
        random.nextBytes(all);
        // odd ones too
        int quota = Output.USUAL_QUOTA + repetition.getCurrentRepetition();
        Output output = Output.NONE;
        Place place = Place.BEGIN;
        int told = 0;
        for (int at = 0; at < all.length; ) {
            int to = Math.min(all.length, at + 1 + random.nextInt(9_000));
            output = output.and(Arrays.copyOfRange(all, at, to), quota);
            at = to;
            if (at < all.length && random.nextInt(3) > 0) {
                continue;
            }
            var tail = Tail.next(place, List.of(task(LINUX, RUNNING, 0, output)), quota);
            // over the wire and back, as a client that comes again
            place = Place.parse(tail.place().text());
            for (TailEvent event : tail.events()) {
                if (event instanceof Written written) {
                    told += (int) written.cut();
                    assertThat(written.bytes()).isEqualTo(Arrays.copyOfRange(all, told, told + written.bytes().length));
                    told += written.bytes().length;
                }
            }
            assertThat(told).isEqualTo(at);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "1", "1-", "-1", "1-2.", "1-2..3-4", "x", "1-2,3-4", "1234567890-1", "1-1234567890123456789"
            })
    void aPlaceOfAnotherFormIsTheBegin(String text) {
        assertThat(Place.parse(text)).isEqualTo(Place.BEGIN);
    }

    @Test
    void aPlaceBeyondTheTasksOrTheirOutputIsNoHarm() {
        var tail = next(Place.parse("0-99.5-7.0-1"), List.of(task(LINUX, RUNNING, 0, output("abc"))));
        assertThat(words(tail)).containsExactly(LINUX + " Running null null");
        assertThat(tail.place().text()).isEqualTo("0-3");
    }
}
