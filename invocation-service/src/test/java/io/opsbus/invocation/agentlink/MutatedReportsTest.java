package io.opsbus.invocation.agentlink;

import static io.opsbus.invocation.Given.LINUX;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsbus.invocation.Given;
import io.opsbus.invocation.InvocationId;
import io.opsbus.invocation.link.AgentNews;
import io.opsbus.invocation.query.InvocationFilter;
import io.opsbus.invocation.query.Paging;
import io.opsbus.invocation.rpc.Service;
import io.opsbus.invocation.task.Task;
import io.opsbus.invocation.task.TaskLimits;
import io.opsbus.invocation.task.TaskState;
import io.opsbus.rpc.http.HttpCall;
import io.opsbus.rpc.http.HttpReply;
import io.opsbus.testkit.Seeds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Ten thousand reports no agent would send, of an agent that has proven who it is: the answers are those that agents understand,
 * a task moves along its table or not at all, and nobody's but the task that was named. When its time-out is over what runs once is over,
 * whatever was said of it, and no output has a byte that no report brought.
 */
class MutatedReportsTest {
    /** Threat 19 asks for 10^6: {@code -Dopsbus.reports=1000000}. */
    private static final int REPORTS = Integer.getInteger("opsbus.reports", 10_000);

    /** Few enough that some tasks have no end by then. */
    private static final int OF_ONE_FLEET = 20;
    /** Of everything that is run here. */
    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    private static final List<Integer> ANSWERS = List.of(200, 400, 401, 404, 503);
    private static final Map<Class<?>, Set<Class<?>>> MOVES = Map.of(
            TaskState.Pending.class, Set.of(),
            TaskState.Delivered.class, Set.of(TaskState.Running.class, TaskState.Ended.class),
            TaskState.Scheduled.class, Set.of(TaskState.Running.class, TaskState.Ended.class),
            TaskState.Running.class, Set.of(TaskState.Scheduled.class, TaskState.Ended.class),
            TaskState.Stopping.class, Set.of(TaskState.Ended.class),
            TaskState.Ended.class, Set.of());
    private static final List<String> WORDS = List.of(
            "running", "finish", "timeout", "error", "invalid", "stopped", "verified", "finish", "nonsense", "");
    private static final List<String> VALUES = List.of(
            "",
            "0",
            "-1",
            "1",
            "-9",
            "9223372036854775807",
            "99999999999999999999",
            "1e9",
            "%00",
            "%",
            "%zz",
            "%F0%9F%92%A9",
            "%27%3B+drop+table+tasks",
            "completed",
            "killed",
            "sendfile",
            "Success",
            "Failed",
            "..%2F..%2Fetc",
            "{{ACS::InstanceId}}");
    private static final List<String> NAMES = List.of(
            "taskId",
            "invokeVersion",
            "start",
            "end",
            "exitCode",
            "exitcode",
            "dropped",
            "errCode",
            "errDesc",
            "param",
            "value",
            "result",
            "status",
            "taskType",
            "errorcode");

    private CarriedBytes carried = new CarriedBytes();
    private TaskLimits limits = TaskLimits.DEFAULT;
    private Service service = new Service();
    private AgentDoor door = door();

    private AgentDoor door() {
        // whoever asks as often as it likes: ten thousand in no time are the test
        return Doors.of(service);
    }

    @Test
    void tenThousandOfThemMoveNothingAsItMustNot() {
        SplittableRandom random = Seeds.random("MutatedReportsTest");
        int taken = 0;
        for (int n = 0; n < REPORTS; n++) {
            if (n % OF_ONE_FLEET == 0) {
                service = new Service(limits);
                carried = new CarriedBytes();
                door = door();
                furnish();
            }
            taken += report(random) ? 1 : 0;
            if ((n + 1) % OF_ONE_FLEET == 0) {
                whatRunsOnceIsOverInTime();
            }
        }
        assertThat(taken).as("some are understood").isGreaterThan(REPORTS / 100);
    }

    @Test
    void thatATaskGoesOnForLongerThanItMayIsNoticed() {
        limits = new TaskLimits(
                limits.delivery(), Duration.ofHours(1), limits.silence(), limits.outputBytes(), limits.power());
        assertThatThrownBy(this::tenThousandOfThemMoveNothingAsItMustNot).isInstanceOf(AssertionError.class);
    }

    /** Tasks in every state: single ones, one on a timetable, a file, one being stopped, one not fetched. */
    private void furnish() {
        for (int n = 0; n < 4; n++) {
            service.invoke();
        }
        service.invoke("RepeatMode", "Period", "Frequency", "0 */10 * * * *");
        service.call("SendFile", "InstanceId.1", LINUX.text(), "Name", "file", "TargetDir", "/tmp", "Content", "x");
        String stopped = service.invoke();
        var ignored = service.agents.startup(LINUX, false);
        service.call("StopInvocation", "InvokeId", stopped);
        service.invoke();
        service.clock.advance(Duration.ofSeconds(1));
    }

    private List<Task> tasks() {
        List<InvocationId> all = Arrays.stream(InvocationFilter.Kind.values())
                .map(kind -> service.invocations.list(
                        Given.ALICES, new InvocationFilter(kind, List.of()), new Paging.ByNumber(1, 50)))
                .flatMap(page -> page.items().stream())
                .map(one -> one.place().id())
                .toList();
        return service.invocations.tasks(Given.ALICES, all);
    }

    /** No report is missing that an agent would have sent: it is there all the time, and has said what it had to say. */
    private void whatRunsOnceIsOverInTime() {
        for (Duration wait : List.of(TIMEOUT, TaskLimits.DEFAULT.grace())) {
            service.agents.heard(LINUX, AgentNews.heard("2.2.3.578", "linux"));
            service.pass(wait);
        }
        List<Task> tasks = tasks();
        assertThat(tasks).hasSize(8);
        for (Task task : tasks) {
            if (!task.plan().goesOn()) {
                assertThat(task.state()).as(task.toString()).isInstanceOf(TaskState.Ended.class);
            }
            Task read = service.invocations
                    .find(task.identity().instance(), task.id())
                    .orElseThrow();
            assertThat(carried.makeUp(task.id(), read.progress().output().bytes()))
                    .as("no byte is invented: " + task)
                    .isTrue();
        }
        List<String> statuses = tasks.stream()
                .filter(task -> !task.plan().goesOn() && !task.plan().isFile())
                .map(task -> service.result(task.identity().invocation().text())
                        .get("InvocationStatus")
                        .asText())
                .toList();
        assertThat(statuses).hasSize(6).doesNotContain("Pending", "Running", "Stopping", "Scheduled");
    }

    /** Sends one; whether it was taken. */
    private boolean report(SplittableRandom random) {
        List<Task> before = tasks();
        Task meant = before.get(random.nextInt(before.size()));
        String word = pick(random, WORDS);
        String query = mutated(random, valid(meant));
        byte[] body = new byte[random.nextInt(40)];
        random.nextBytes(body);
        HttpReply reply = door.proven(
                "v1/task/" + word,
                LINUX,
                new HttpCall("POST", "/luban/api/v1/task/" + word, query, Map.of(), body, "10.0.0.9"));
        String report = word + "?" + query;
        assertThat(reply.status()).as(report).isIn(ANSWERS);
        for (Task task : before) {
            Task after = service.invocations.task(task.id()).orElseThrow();
            if (!task.equals(after)) {
                assertThat(query)
                        .as("the task that was named")
                        .contains(task.id().text());
                assertThat(reply.status()).as(report).isEqualTo(200);
                assertMoved(report, task, after);
                carried.add(task.id(), body);
            }
        }
        return reply.status() == 200;
    }

    private static void assertMoved(String report, Task before, Task after) {
        Class<?> from = before.state().getClass();
        Class<?> to = after.state().getClass();
        assertThat(from).as("ends stay: " + report).isNotEqualTo(TaskState.Ended.class);
        assertThat(from == to
                        || Optional.ofNullable(MOVES.get(from)).orElseThrow().contains(to))
                .as(report + ": " + from.getSimpleName() + " to " + to.getSimpleName())
                .isTrue();
        if (to == TaskState.Scheduled.class) {
            assertThat(before.plan().goesOn()).as(report).isTrue();
        }
        assertThat(after.identity()).isEqualTo(before.identity());
        assertThat(after.plan()).isEqualTo(before.plan());
        assertThat(after.progress().output().size()).isLessThanOrEqualTo(24 * 1024);
    }

    private String valid(Task task) {
        long now = service.clock.millis();
        return "taskId=" + task.id() + "&invokeVersion=0&start=" + (now - 10) + "&end=" + now
                + "&exitCode=0&exitcode=0&dropped=0&errCode=-7&errDesc=no&param=cron&value=x&result=killed"
                + "&status=Success&errorcode=0";
    }

    private static String mutated(SplittableRandom random, String query) {
        List<String> parts = new ArrayList<>(List.of(query.split("&", -1)));
        int changes = random.nextInt(4);
        for (int n = 0; n < changes; n++) {
            int at = random.nextInt(parts.size());
            String name = parts.get(at).split("=", 2)[0];
            switch (random.nextInt(6)) {
                case 0 -> parts.set(at, name + "=" + pick(random, VALUES));
                case 1 -> parts.set(at, name);
                case 2 -> parts.add(pick(random, NAMES) + "=" + pick(random, VALUES));
                case 3 -> parts.set(at, parts.get(at) + noise(random));
                case 4 -> parts.add(random.nextInt(parts.size()), "taskType=sendfile");
                default -> parts.add(at, name + "=" + noise(random));
            }
        }
        return String.join("&", parts);
    }

    private static String noise(SplittableRandom random) {
        byte[] bytes = new byte[random.nextInt(12)];
        random.nextBytes(bytes);
        return new String(bytes, UTF_8);
    }

    private static String pick(SplittableRandom random, List<String> words) {
        return words.get(random.nextInt(words.size()));
    }
}
