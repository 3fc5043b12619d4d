package io.opsbus.agent.run;

import io.opsbus.agent.Failure;
import io.opsbus.agent.RunTask;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What must be true before a task runs, and how its script is called (agent facts 9, 10.1). */
final class Launch {
    static final boolean WINDOWS =
            System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");

    private static final String PATH =
            Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin");

    private static final String RUNUSER = "runuser";

    private Launch() {}

    /** What came of looking at a task. */
    sealed interface Checked {
        /**
         * It can run.
         *
         * @param suffix of the script's file
         * @param content of the script's file
         * @param before words of the command before the script's path, or before those of the launcher
         * @param launcher what starts it instead of its type's own program
         */
        @SuppressWarnings("ArrayRecordComponent") // passes through once and is never compared
        record Ready(String suffix, byte[] content, List<String> before, Path directory, Optional<Launcher> launcher)
                implements Checked {
            Ready(String suffix, byte[] content, List<String> before, Path directory) {
                this(suffix, content, before, directory, Optional.empty());
            }

            /** How many programs wait for the script's own process: runuser does. */
            int around() {
                return before.contains(RUNUSER) ? 1 : 0;
            }
        }

        /** The server is told which parameter was wrong. */
        record Invalid(String parameter, String value) implements Checked {}

        /** It cannot run here. */
        record Cannot(Failure failure) implements Checked {}
    }

    static Checked check(RunTask task) throws IOException, InterruptedException {
        byte[] content;
        try {
            content = Base64.getDecoder().decode(task.script().base64());
        } catch (IllegalArgumentException broken) {
            return new Checked.Invalid("CommandContentInvalid", "illegal base64 data");
        }
        if (task.place().container()) {
            return new Checked.Cannot(Failure.noContainers());
        }
        String user = task.place().user();
        boolean other = !user.isEmpty() && !user.equals(System.getProperty("user.name"));
        if (other
                && (WINDOWS || !user.matches("[a-zA-Z0-9_][a-zA-Z0-9_.-]*") || !Spawning.succeeds("id", "-u", user))) {
            return new Checked.Invalid("UsernameOrPasswordInvalid", "UserInvalid_" + user + ": unknown user " + user);
        }
        Path directory = directory(task.place().directory(), other ? user : "");
        if (!Files.isDirectory(directory)) {
            return new Checked.Invalid(
                    "workingDirectory",
                    task.place().directory().isEmpty()
                            ? "DefaultWorkingDirectoryNotAvailable: " + directory
                            : "WorkingDirectoryNotExist: <nil>");
        }
        List<String> as = other ? List.of(RUNUSER, "-u", user, "--") : List.of();
        Checked called = called(task, content, as, directory);
        return task.script().launcher().isBlank() ? called : launched(task, called, content, as, directory);
    }

    /** What its type would be started with needs not be there; a type nobody knows stays one. */
    private static Checked launched(RunTask task, Checked called, byte[] content, List<String> as, Path directory) {
        if (called instanceof Checked.Invalid) {
            return called;
        }
        String usual = called instanceof Checked.Ready ready
                ? ready.suffix()
                : task.script().type().equals("RunPowerShellScript") ? ".ps1" : ".txt";
        return Launcher.read(task.script().launcher())
                .<Checked>map(launcher -> new Checked.Ready(
                        launcher.extension().isEmpty() ? usual : launcher.extension(),
                        content,
                        as,
                        directory,
                        Optional.of(launcher)))
                .orElseGet(() -> new Checked.Invalid("LauncherInvalid", "a quote is not closed"));
    }

    private static Checked called(RunTask task, byte[] content, List<String> as, Path directory) {
        return switch (task.script().type()) {
            case "RunShellScript" ->
                WINDOWS
                        ? new Checked.Cannot(Failure.unknownType(task.script().type()))
                        : new Checked.Ready(".sh", content, words(as, "sh", "-c"), directory);
            case "RunBatScript" ->
                WINDOWS
                        ? new Checked.Ready(".bat", quietBatch(content), List.of("cmd", "/c"), directory)
                        : new Checked.Cannot(Failure.unknownType(task.script().type()));
            case "RunPowerShellScript" -> {
                String shell = WINDOWS ? "powershell" : "pwsh";
                yield WINDOWS || isOnPath(shell)
                        ? new Checked.Ready(".ps1", content, words(as, shell, "-NonInteractive", "-File"), directory)
                        : new Checked.Cannot(Failure.noPowerShell());
            }
            default ->
                new Checked.Invalid(
                        "TypeInvalid", "TypeInvalid_" + task.script().type());
        };
    }

    private static List<String> words(List<String> as, String... more) {
        var words = new ArrayList<>(as);
        words.addAll(List.of(more));
        return List.copyOf(words);
    }

    private static byte[] quietBatch(byte[] content) {
        byte[] quiet = "@echo off\r\n".getBytes(StandardCharsets.US_ASCII);
        byte[] all = java.util.Arrays.copyOf(quiet, quiet.length + content.length);
        System.arraycopy(content, 0, all, quiet.length, content.length);
        return all;
    }

    static boolean isOnPath(String program) {
        for (String folder : PATH.split(java.io.File.pathSeparator, -1)) {
            if (Files.isExecutable(Path.of(folder, program))) {
                return true;
            }
        }
        return false;
    }

    private static Path directory(String asked, String user) throws IOException {
        if (!asked.isEmpty()) {
            return Path.of(asked.replace("\0", ""));
        }
        return user.isEmpty() ? usual(WINDOWS) : home(user);
    }

    /** Guide 2.3.1: on Windows the folder the agent runs in, elsewhere its user's home. */
    static Path usual(boolean windows) {
        return windows ? Path.of("").toAbsolutePath() : Path.of(System.getProperty("user.home"));
    }

    private static Path home(String user) throws IOException {
        for (String line : Files.readAllLines(Path.of("/etc/passwd"), StandardCharsets.ISO_8859_1)) {
            String[] fields = line.split(":", -1);
            if (fields.length > 5 && fields[0].equals(user)) {
                return Path.of(fields[5]);
            }
        }
        return Path.of("/");
    }
}
