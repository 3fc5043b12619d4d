package io.opsbus.invocation.agentlink;

import static io.opsbus.invocation.Given.LINUX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.TaskId;
import io.opsbus.invocation.link.AgentTasks;
import io.opsbus.invocation.link.Handover;
import io.opsbus.invocation.link.TaskList;
import io.opsbus.invocation.query.StoreAway;
import io.opsbus.invocation.rpc.Service;
import io.opsbus.invocation.task.TaskLimits;
import io.opsbus.rpc.http.HttpCall;
import io.opsbus.rpc.http.HttpReply;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lists that are cut in the middle, of an agent that forgets what it has run: whatever was given for nothing is given again. */
class BrokenListsTest {
    private static final Map<String, String> NEWER = Map.of("user-agent", "linux_amd64/2.2.4.1");
    private static final String ONE = "reason=kickoff&currentTime=1";
    private static final String OTHER = "reason=kickoff&currentTime=2";

    private final Service service = new Service(TaskLimits.DEFAULT);
    private final CuttingTasks tasks = new CuttingTasks(service.agents);
    private final AgentDoor door = Doors.of(tasks, service.clock);

    /** Does something in the middle of lists. */
    private static final class CuttingTasks extends RelayedTasks {
        private final AgentTasks behind;
        private volatile Runnable afterAFirst = () -> {};

        CuttingTasks(AgentTasks behind) {
            super(behind);
            this.behind = behind;
        }

        @Override
        public TaskList kicked(InstanceId instance, Optional<TaskId> wanted, Handover handover) {
            var count = new AtomicInteger();
            return behind.kicked(instance, wanted, script -> {
                handover.given(script);
                if (count.incrementAndGet() == 1) {
                    afterAFirst.run();
                }
            });
        }
    }

    private static void away() {
        throw new StoreAway(new IOException("away"));
    }

    private HttpReply ask(String query) {
        return door.proven(
                "v1/task/list",
                LINUX,
                new HttpCall("POST", "/luban/api/v1/task/list", query, NEWER, new byte[0], "10.0.0.9"));
    }

    private int given(String query) throws IOException {
        return new ObjectMapper().readTree(ask(query).bodyText()).path("run").size();
    }

    private void isCut(String query) {
        assertThatExceptionOfType(AgentTasks.Away.class).isThrownBy(() -> ask(query));
    }

    @BeforeEach
    void twoScripts() {
        service.invoke();
        service.invoke();
    }

    @Test
    void whatWasGivenBeforeTheStoreWentAwayIsGivenToTheNextAttempt() throws IOException {
        tasks.afterAFirst = BrokenListsTest::away;
        isCut(ONE);
        tasks.afterAFirst = () -> {};
        service.pass(Duration.ofSeconds(2));
        assertThat(given(ONE)).isEqualTo(2);
        assertThat(given(OTHER)).isZero();
    }

    @Test
    void whatAnotherListHasMeanwhileIsNotGivenAgain() throws IOException {
        tasks.afterAFirst = BrokenListsTest::away;
        isCut(ONE);
        tasks.afterAFirst = () -> {};
        service.pass(Duration.ofSeconds(2));
        assertThat(given(OTHER)).as("the second").isEqualTo(1);
        service.pass(Duration.ofSeconds(2));
        assertThat(given(ONE)).as("the first").isEqualTo(1);
    }

    @Test
    void anAttemptThatIsNotOverYetHasGivenWhatItHasGotTo() throws Exception {
        var isThere = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        tasks.afterAFirst = () -> {
            isThere.countDown();
            await().until(() -> goOn.getCount() == 0);
        };
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var slow = threads.submit(() -> given(ONE));
            isThere.await();
            tasks.afterAFirst = () -> {};
            service.clock.advance(Duration.ofSeconds(10));
            assertThat(given(ONE)).isEqualTo(2);
            goOn.countDown();
            assertThat(slow.get()).as("nobody hears it").isLessThanOrEqualTo(2);
        }
        assertThat(given(OTHER)).isZero();
    }
}
