package io.opsbus.standalone.cli;

import io.opsbus.standalone.DataFolder;
import io.opsbus.standalone.Plan;
import io.opsbus.standalone.Ports;
import io.opsbus.standalone.RunSettings;
import io.opsbus.standalone.Settings;
import io.opsbus.standalone.settings.Asked;
import io.opsbus.standalone.settings.SettingsFile;
import io.opsbus.standalone.settings.Trial;
import io.opsbus.standalone.supervise.FolderLock;
import io.opsbus.standalone.supervise.Pids;
import io.opsbus.standalone.supervise.StateFile;
import io.opsbus.standalone.supervise.SupervisorMain;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code opsbus up}: checks, starts the supervisor in the background, shows progress until all is healthy. */
final class Up {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    /** A program that ended this often before it was ever ready will not come up by waiting. */
    private static final int TOO_MANY_RESTARTS = 3;

    private final Asked asked;
    private final Settings settings;
    private final DataFolder data;
    private final PrintStream out;
    private final long begin = System.nanoTime();

    private Up(Asked asked, PrintStream out) {
        this.asked = asked;
        this.settings = asked.run().settings();
        this.data = new DataFolder(settings.data());
        this.out = out;
    }

    /** One {@code up} at a time in a data folder: two that look, find nothing and start would start everything twice. */
    static int run(Path home, Settings.Flags flags, Map<String, String> env, PrintStream out) throws IOException {
        // what cannot be meant is refused before a folder is made
        DataFolder data =
                new DataFolder(Asked.of(home, flags, env).run().settings().data());
        data.create();
        String waits = "Another ./opsbus up is at work in " + data.root() + "; waiting for it… 等待另一个启动命令完成…";
        try (FolderLock _ = FolderLock.take(data.upLock(), () -> out.println(waits))) {
            Optional<StateFile> state = new Settling(data, out).settled();
            Optional<ProcessHandle> running = state.flatMap(StateFile::supervisor);
            if (running.isPresent()) {
                return new Up(Asked.of(home, flags, env), out).runsAlready(running.get());
            }
            if (FolderLock.isHeld(data.supervisorLock())) {
                System.err.println("opsbus: Process " + FolderLock.holder(data.supervisorLock()) + " runs a system in "
                        + data.root() + " and does not say what it does; end it (kill), and start again.");
                return 1;
            }
            int left = Down.endSurvivors(state);
            if (left > 0) {
                out.println("Ended " + left + " programs an earlier run left behind.");
            }
            Trial.takeBack(data);
            return new Up(Asked.of(home, flags, env), out).start();
        }
    }

    private int start() throws IOException {
        String refusal = refusal();
        if (!refusal.isEmpty()) {
            System.err.println("opsbus: " + refusal);
            return 1;
        }
        asked.notes().forEach(out::println);
        Trial.begin(data, asked.last(), asked.run());
        Files.deleteIfExists(data.stateFile());
        Process supervisor = startSupervisor();
        // interrupted while waiting: nothing stays half-started
        Thread undo = new Thread(
                () -> {
                    supervisor.destroy();
                    forget();
                },
                "undo");
        Runtime.getRuntime().addShutdownHook(undo);
        int code = watch(supervisor);
        Runtime.getRuntime().removeShutdownHook(undo);
        return code;
    }

    /** Shows it when it is what was asked for; else says what is not, and changes nothing. */
    private int runsAlready(ProcessHandle supervisor) throws IOException {
        List<String> otherwise = asked.otherwise(Pids.environment(supervisor.pid()));
        if (otherwise.isEmpty()) {
            out.println("Already running in " + data.root() + ":");
            return new Status(asked.last().map(RunSettings::settings).orElse(settings), out).run(false);
        }
        System.err.println("opsbus: A system runs in " + data.root() + " already, and not as you ask:");
        otherwise.forEach(line -> System.err.println("  " + line));
        System.err.println("Nothing was changed. Run ./opsbus down, then this command again."
                + " 系统已在运行，且与本次要求不同，未作任何更改：请先执行 ./opsbus down，再执行本命令。");
        return 1;
    }

    /** What did not come up is no last time. */
    private void forget() {
        try {
            Trial.takeBack(data);
        } catch (IOException cannot) {
            System.err.println("opsbus: " + data.settingsFile() + " still says what did not come up ("
                    + cannot.getMessage() + ").");
        }
    }

    private String refusal() throws IOException {
        String refused = asked.refusal();
        if (!refused.isEmpty()) {
            return refused;
        }
        if (data.freeBytes() < DataFolder.LEAST_FREE_BYTES) {
            return "The disk of " + data.root() + " has " + (data.freeBytes() >> 20) + " MiB free and "
                    + (DataFolder.LEAST_FREE_BYTES >> 20) + " MiB are needed; free some space or pass --data DIR."
                    + " 磁盘空间不足：请清理磁盘，或用 --data 指定其他目录。";
        }
        SettingsFile.make(data.keptSettings());
        Map<String, Integer> needed = new LinkedHashMap<>(settings.ports().needed(settings));
        if (asked.run().withAgent()) {
            needed.put("agents", settings.ports().agents());
        }
        String noDoor = settings.ports().noSuchDoor();
        return noDoor.isEmpty() ? String.join(" ", Ports.taken(needed)) : noDoor;
    }

    private Process startSupervisor() throws IOException {
        Path log = data.log("supervisor");
        if (Files.exists(log) && Files.size(log) > DataFolder.LOG_BOUND.bytes()) {
            Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        // a session of its own: closing the terminal must not stop the system
        ProcessBuilder builder = new ProcessBuilder(
                        "setsid",
                        java.toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx48m",
                        "-Xshare:auto",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-Dopsbus.home=" + settings.home(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        SupervisorMain.class.getName(),
                        data.root().toString())
                .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(log.toFile()));
        builder.environment().putAll(asked.environment());
        builder.environment().put(Plan.WITH_AGENT, asked.run().withAgent() ? "1" : "");
        return builder.start();
    }

    private int watch(Process supervisor) throws IOException {
        Map<String, String> shown = new HashMap<>();
        long end = begin + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            Waiting.until(Duration.ofMillis(100), () -> false);
            Optional<StateFile> state = StateFile.read(data.stateFile());
            state.ifPresent(now -> show(now, shown));
            if (state.isPresent() && state.get().allReady()) {
                out.printf("All healthy after %.1f s.%n%n", (System.nanoTime() - begin) / 1e9);
                return new Status(settings, out).welcome();
            }
            String failure = failure(supervisor, state);
            if (!failure.isEmpty()) {
                return giveUp(failure, supervisor);
            }
        }
        return giveUp(late(StateFile.read(data.stateFile())), supervisor);
    }

    /** What was not ready in time, why, and where to read on. */
    private String late(Optional<StateFile> state) {
        StringBuilder said =
                new StringBuilder("Not everything was ready within " + PATIENCE.toMinutes() + " minutes. 部分程序未能按时就绪：");
        state.stream()
                .flatMap(now -> now.children().stream())
                .filter(child -> child.readyMillis() == 0)
                .forEach(child -> said.append("\n  ")
                        .append(child.name())
                        .append(" is ")
                        .append(child.state())
                        .append(child.reason().isEmpty() ? "" : " (" + child.reason() + ")")
                        .append("; see ")
                        .append(data.log(child.name()))
                        .append('.'));
        Plan.serviceUrls(settings).forEach((name, url) -> {
            ServiceHealth health = ServiceHealth.of(name, url);
            // that nobody answers is said of the program
            Stream<String> reasons = health.status().equals("UNREACHABLE") ? Stream.of() : health.reasons().stream();
            reasons.forEach(
                    reason -> said.append("\n  ").append(name).append(": ").append(reason));
        });
        return said.toString();
    }

    private void show(StateFile state, Map<String, String> shown) {
        for (StateFile.Child child : state.children()) {
            // why it is not ready yet changes several times on the way
            boolean isReasonShown = !child.reason().isEmpty() && !child.state().equals("starting");
            String line = child.state() + (isReasonShown ? " (" + child.reason() + ")" : "");
            if (!line.equals(shown.put(child.name(), line)) && !child.state().equals("waiting")) {
                out.printf("%6.1f s  %-18s %s%n", (System.nanoTime() - begin) / 1e9, child.name(), line);
            }
        }
    }

    private String failure(Process supervisor, Optional<StateFile> state) {
        if (!supervisor.isAlive() && state.flatMap(StateFile::supervisor).isEmpty()) {
            return "The supervisor ended; see " + data.log("supervisor") + ". 管理进程已退出，请查看该日志。";
        }
        if (state.isPresent() && !state.get().failure().isEmpty()) {
            return state.get().failure();
        }
        return state.stream()
                .flatMap(now -> now.children().stream())
                .filter(child -> child.restarts() >= TOO_MANY_RESTARTS && child.readyMillis() == 0)
                .map(child -> child.name() + " does not come up (" + child.reason() + "); see " + data.log(child.name())
                        + ".")
                .findFirst()
                .orElse("");
    }

    private int giveUp(String failure, Process supervisor) throws IOException {
        System.err.println("opsbus: " + failure);
        supervisor.destroy();
        Waiting.until(Duration.ofSeconds(60), () -> !supervisor.isAlive());
        Down.endSurvivors(StateFile.read(data.stateFile()));
        forget();
        System.err.println("opsbus: what was started is stopped again. 启动未成功，已启动的程序均已停止。");
        return 1;
    }
}
