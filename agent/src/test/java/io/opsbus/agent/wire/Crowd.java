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
import java.util.stream.Stream;

/** The agent's parts between a list of tasks and a server that is away, as a process of their own: its memory is what counts. */
final class Crowd {
    private Crowd() {}

    /** Folder, CA file, and what comes: {@code waiting}, {@code ended}, or {@code list} and from where, with its CA file. */
    public static void main(String[] words) throws Exception {
        Path folder = Path.of(words[0]);
        var connection = words[2].equals("list")
                ? new Connection(words[3], Path.of(words[4]))
                : new Connection("127.0.0.1:1", Path.of(words[1]));
        var client = connection.client(Thread::startVirtualThread);
        var identity = new Identity("mi-1", "machine", OneKeyPair.keys().getPrivate());
        var server = new Server(connection, client, identity, Clock.systemUTC(), (_, _) -> {}, Patience.USUAL);
        var untold = new Untold(folder.resolve("untold"), "mi-1", server, (_, _) -> {}, Clock.systemUTC());
        var work = new WorkFolder(folder.resolve("work"), Instant.now());
        var runner = new Runner(work, untold, new Runner.Machine(Clock.systemUTC(), (_, _) -> {}, (_, _) -> {}, ""));
        runner.take(
                switch (words[2]) {
                    case "waiting" -> list(IntStream.range(0, 1_000).mapToObj(Crowd::waiting));
                    case "ended" -> list(IntStream.range(0, 40).mapToObj(Crowd::ended));
                    default -> server.fetch("reason=startup", work.shelf());
                });
        System.gc();
        Files.createFile(folder.resolve("taken"));
        new CountDownLatch(1).await();
    }

    private static TaskList list(Stream<RunTask> run) {
        return new TaskList(false, run.toList(), List.of(), List.of(), List.of());
    }

    /** Of 8 KB. */
    private static RunTask waiting(int number) {
        return Tasks.shell(
                "t-" + number, "sleep 600\n" + ("# " + number).repeat(4_000).substring(0, 8_000));
    }

    private static RunTask ended(int number) {
        RunTask task = Tasks.shell("t-" + number, "head -c 4500000 /dev/zero");
        return new RunTask(
                task.id(),
                task.version(),
                task.script(),
                task.place(),
                task.timing(),
                new RunTask.Output(Duration.ofMinutes(1), Integer.MAX_VALUE, true, false));
    }
}
