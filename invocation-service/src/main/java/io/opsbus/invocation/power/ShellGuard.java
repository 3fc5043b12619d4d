package io.opsbus.invocation.power;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.opsbus.invocation.TaskId;
import java.util.function.Supplier;

/**
 * A shell script that runs another one below itself, and never ends with an exit code that powers a machine of the official agent
 * off. It is the file the agent runs; the guarded script follows it in that file, byte by byte, and is written to a file of the same
 * name in a folder of its own before it runs.
 *
 * <pre>
 *  agent ─> (sh -c file) ─> guard ─┬─> script        with its own #! line, input, output, user, folder, environment
 *           killed by the agent    └─> watcher       ends the script when the guard is gone: the pipe they share ends
 * </pre>
 *
 * <p>The kernel ends that pipe, so it does not matter how the guard came to its end. Where a shell stands between agent and guard,
 * that one is what the agent kills, and the guard asks the kernel to be killed with it. A guard that cannot keep what it is for does
 * not run the script.
 */
public final class ShellGuard {
    private static final long POWER_OFF = 193;
    private static final long REBOOT = 194;
    /** What the guard ends with is so much less. */
    private static final long LESS = 128;
    /** Whether users' programs may look into each other and change each other; 0 when they may. */
    private static final String TRACING = "/proc/sys/kernel/yama/ptrace_scope";

    private static final String MARK = "# A guard of OpsBus:";
    private static final String TEXT = MARK + """
             exit codes 193 and 194 of the script that follows below are reported and not carried out.
            refuse() {
                printf '\\nopsbus: not run, for its exit code could not be guarded: %s\\n' "$1" >&2
                exit 126
            }
            case $0 in /*) ;; *) refuse 'it is in no file' ;; esac
            { read -r mark && read -r mark; } <"$0"
            case $mark in '@MARK@'*) ;; *) refuse 'it is in no file' ;; esac
            if [ "${1-}" = tied ]; then
                [ "$PPID" = "$2" ] || exit 126
            elif [ "$(tr '\\0' ' ' <"/proc/$PPID/cmdline" 2>/dev/null)" = "sh -c $0 " ] &&
                setpriv --pdeathsig KILL true 2>/dev/null; then
                exec setpriv --pdeathsig KILL /bin/sh "$0" tied "$PPID"
            fi
            if [ "$(id -u)" != 0 ]; then
                scope=$(cat @TRACING@ 2>/dev/null)
                [ "${scope:-0}" -ge 1 ] || refuse 'its user could change the guard: kernel.yama.ptrace_scope is 0 here'
            fi
            folder=$(mktemp -d "$0.XXXXXX") || refuse 'there is no room for it'
            script=$folder/${0##*/}
            { tail -n +@LINE@ "$0" >"$script" && chmod 700 "$script" && mkfifo "$folder/life" &&
                exec 3<>"$folder/life" 4<"$folder/life"; } || { rm -rf "$folder"; refuse 'there is no room for it'; }
            rm -f "$folder/life"
            (
                read -r process && { read -r over || kill -KILL "$process"; }
                rm -rf "$folder"
            ) <&4 3>&- 4<&- >/dev/null 2>&1 &
            exec 4<&-
            { /bin/sh -c 'exec 2>&4 4>&-; echo "$$" >&3; exec 3>&-; exec "$1"' sh "$script"; } 4>&2 2>/dev/null
            code=$?
            echo over >&3
            case $code in 193 | 194)
                printf '\\nopsbus: exit code %s of @TASK@ is reported and not carried out\\n' "$code" >&2
                code=$((code - 128))
                ;;
            esac
            exit "$code"
            """;

    private ShellGuard() {}

    /** The guard of one task's script, with the script. */
    public static byte[] around(TaskId task, byte[] script) {
        return around(task, script, TRACING);
    }

    /** With another file to look into. */
    static byte[] around(TaskId task, byte[] script, String tracing) {
        String text = "#!/bin/sh\n"
                + TEXT.replace("@MARK@", MARK).replace("@TRACING@", tracing).replace("@TASK@", task.text());
        long lines = text.lines().count();
        byte[] guard = text.replace("@LINE@", Long.toString(lines + 1)).getBytes(ISO_8859_1);
        byte[] whole = new byte[guard.length + script.length];
        System.arraycopy(guard, 0, whole, 0, guard.length);
        System.arraycopy(script, 0, whole, guard.length, script.length);
        return whole;
    }

    /**
     * The exit code a script ended with, by the one that was told and what it wrote. A script can write the guard's line itself:
     * then it is believed, as it would be if it ended with that code.
     */
    public static long meant(TaskId task, long told, Supplier<byte[]> output) {
        long asked = told + LESS;
        boolean isOne = asked == POWER_OFF || asked == REBOOT;
        return isOne && new String(output.get(), ISO_8859_1).contains(line(asked, task)) ? asked : told;
    }

    private static String line(long code, TaskId task) {
        return "\nopsbus: exit code " + code + " of " + task + " is reported and not carried out\n";
    }
}
