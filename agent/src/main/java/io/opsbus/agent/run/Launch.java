package io.opsbus.agent.run;

import io.opsbus.agent.Failure;
import io.opsbus.agent.RunTask;
import io.opsbus.agent.windows.CodePage;
import io.opsbus.agent.windows.Machine;
import io.opsbus.agent.windows.ScriptFile;
import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
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

    static final String RUNUSER = "runuser";
    private static final String NOWHERE = "WorkingDirectoryNotExist: <nil>";

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

            /** Whom it runs as, if not whom the agent is. */
            Optional<String> user() {
                int at = before.indexOf(RUNUSER);
                return at < 0 ? Optional.empty() : Optional.of(before.get(at + 2));
            }

            /**
             * The command line.
             *
             * @param alone whether the script's process is killed alone: it must then not be a shell that waits for another
             */
            List<String> words(Path script, boolean alone) {
                var words = new ArrayList<>(before);
                launcher.ifPresentOrElse(
                        own -> words.addAll(own.of(script)), () -> words.add(named(script.toString(), alone)));
                return words;
            }

            private String named(String script, boolean alone) {
                return switch (suffix) {
                    case ".sh" -> (alone ? "exec '" : "'") + script + "'";
                    // cmd takes an ampersand or a bracket in a path for its own unless there are quotes
                    case ".bat" -> '"' + script + '"';
                    default -> script;
                };
            }
        }

        /** The server is told which parameter was wrong. */
        record Invalid(String parameter, String value) implements Checked {}

        /** It cannot run here. */
        record Cannot(Failure failure) implements Checked {}
    }

    static Checked check(RunTask task, Users users) throws IOException, InterruptedException {
        byte[] content;
        try {
            content = Base64.getDecoder().decode(task.script().content().base64());
        } catch (IllegalArgumentException broken) {
            return new Checked.Invalid("CommandContentInvalid", "illegal base64 data");
        }
        if (task.place().container()) {
            return new Checked.Cannot(Failure.noContainers());
        }
        Users.Answer user = users.ask(task.place().user());
        if (user instanceof Users.Refused(String why)) {
            return new Checked.Invalid(
                    "UsernameOrPasswordInvalid", "UserInvalid_" + task.place().user() + ": " + why);
        }
        String other = user instanceof Users.Other(String name) ? name : "";
        Path directory;
        try {
            directory = directory(task.place().directory(), other);
        } catch (InvalidPathException noPath) {
            return new Checked.Invalid("workingDirectory", NOWHERE);
        }
        if (!Files.isDirectory(directory)) {
            return new Checked.Invalid(
                    "workingDirectory",
                    task.place().directory().isEmpty() ? "DefaultWorkingDirectoryNotAvailable: " + directory : NOWHERE);
        }
        List<String> as = other.isEmpty() ? List.of() : List.of(RUNUSER, "-u", other, "--");
        String type = task.script().type();
        boolean own = task.script().launcher().isBlank();
        if (WINDOWS && own && type.equals("RunPowerShellScript") && !isOnPath("powershell.exe")) {
            return new Checked.Cannot(Failure.noPowerShell());
        }
        Checked called =
                WINDOWS ? onWindows(type, content, directory, codePage()) : called(type, content, as, directory);
        return own ? called : launched(task, called, content, as, directory);
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
                .<Checked>map(launcher -> {
                    String suffix = launcher.extension().isEmpty() ? usual : launcher.extension();
                    byte[] written = WINDOWS && suffix.equals(".ps1") ? ScriptFile.powerShell(content) : content;
                    return new Checked.Ready(suffix, written, as, directory, Optional.of(launcher));
                })
                .orElseGet(() -> new Checked.Invalid("LauncherInvalid", "a quote is not closed"));
    }

    private static Checked called(String type, byte[] content, List<String> as, Path directory) {
        return switch (type) {
            case "RunShellScript" -> new Checked.Ready(".sh", content, words(as, "sh", "-c"), directory);
            case "RunBatScript" -> new Checked.Cannot(Failure.unknownType(type));
            case "RunPowerShellScript" ->
                isOnPath("pwsh")
                        ? new Checked.Ready(".ps1", content, words(as, "pwsh", "-NonInteractive", "-File"), directory)
                        : new Checked.Cannot(Failure.noPowerShell());
            default -> new Checked.Invalid("TypeInvalid", "TypeInvalid_" + type);
        };
    }

    /**
     * On Windows, as whom the agent is. Without {@code call} cmd forgets the exit code of some last lines, such as
     * {@code false || exit /b 3} (ASSUMED; the runners of build servers write it so); with {@code /d} nothing the user has set up runs
     * before it.
     */
    static Checked onWindows(String type, byte[] content, Path directory, Charset codePage) {
        return switch (type) {
            case "RunShellScript" -> new Checked.Cannot(Failure.unknownType(type));
            case "RunBatScript" ->
                new Checked.Ready(
                        ".bat", ScriptFile.batch(content, codePage), List.of("cmd", "/d", "/c", "call"), directory);
            case "RunPowerShellScript" ->
                // files are not run at all by the policy most machines have
                new Checked.Ready(
                        ".ps1",
                        ScriptFile.powerShell(content),
                        List.of("powershell", "-NonInteractive", "-ExecutionPolicy", "Bypass", "-File"),
                        directory);
            default -> new Checked.Invalid("TypeInvalid", "TypeInvalid_" + type);
        };
    }

    /** Of what is started now; elsewhere than on Windows all bytes are told as they come. */
    static Charset codePage() {
        return WINDOWS ? CodePage.of(Machine.codePage()) : StandardCharsets.UTF_8;
    }

    private static List<String> words(List<String> as, String... more) {
        var words = new ArrayList<>(as);
        words.addAll(List.of(more));
        return List.copyOf(words);
    }

    static boolean isOnPath(String program) {
        for (String folder : PATH.split(File.pathSeparator, -1)) {
            if (new File(folder, program).canExecute()) {
                return true;
            }
        }
        return false;
    }

    private static Path directory(String asked, String user) throws IOException, InterruptedException {
        if (!asked.isEmpty()) {
            return Path.of(asked.replace("\0", ""));
        }
        return user.isEmpty() ? usual(WINDOWS) : home(user);
    }

    /** Guide 2.3.1: on Windows the folder the agent runs in, elsewhere its user's home. */
    static Path usual(boolean windows) {
        return windows ? Path.of("").toAbsolutePath() : Path.of(System.getProperty("user.home"));
    }

    /** Where users come from elsewhere, too, such as a directory service, {@code getent} knows them. */
    private static Path home(String user) throws IOException, InterruptedException {
        List<String> known = isOnPath("getent")
                ? Spawning.lines("getent", "passwd", user)
                : Files.readAllLines(Path.of("/etc/passwd"), StandardCharsets.ISO_8859_1);
        for (String line : known) {
            String[] fields = line.split(":", -1);
            if (fields.length > 5 && (known.size() == 1 || fields[0].equals(user))) {
                return Path.of(fields[5]);
            }
        }
        return Path.of("/");
    }
}
