package io.opsbus.agent.wire;

import io.opsbus.agent.RunTask;
import io.opsbus.agent.TaskList;
import io.opsbus.agent.Tasks;
import io.opsbus.agent.run.Runner;
import io.opsbus.agent.run.WorkFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

/** The agent's parts between a list of tasks and a server that is away, as a process of their own: its memory is what counts. */
final class Crowd {
    private Crowd() {}

    /** Folder, CA file, and what comes: {@code waiting} or {@code ended}. */
    public static void main(String[] words) throws Exception {
        Path folder = Path.of(words[0]);
        var connection = new Connection("127.0.0.1:1", Path.of(words[1]));
        var client = connection.client(Thread::startVirtualThread);
        var identity = new Identity("mi-1", "machine", OneKeyPair.keys().getPrivate());
        var server = new Server(connection, client, identity, Clock.systemUTC(), (_, _) -> {}, Patience.USUAL);
        var untold = new Untold(folder.resolve("untold"), "mi-1", server, (_, _) -> {}, Clock.systemUTC());
        var runner = new Runner(
                new WorkFolder(folder.resolve("work"), Instant.now()),
                untold,
                new Runner.Machine(Clock.systemUTC(), (_, _) -> {}, (_, _) -> {}, ""));
        List<RunTask> all = words[2].equals("waiting")
                ? IntStream.range(0, 1_000).mapToObj(Crowd::waiting).toList()
                : IntStream.range(0, 40).mapToObj(Crowd::ended).toList();
        runner.take(new TaskList(false, all, List.of(), List.of(), List.of()));
        System.gc();
        Files.createFile(folder.resolve("taken"));
        new CountDownLatch(1).await();
    }

    /** Of 8 KB. */
    private static RunTask waiting(int number) {
        return Tasks.shell(
                "t-" + number, "sleep 600\n" + ("# " + number).repeat(4_000).substring(0, 8_000));
    }

    private static RunTask ended(int number) {
        RunTask task = Tasks.shell("t-" + number, "head -c 1100000 /dev/zero");
        return new RunTask(
                task.id(),
                task.version(),
                task.script(),
                task.place(),
                task.timing(),
                new RunTask.Output(Duration.ofMinutes(1), 1_000_000, true, false));
    }
}
