package io.opsbus.standalone.backbone.process;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Ends children when this JVM ends, however it ends ({@code kill -9} included): a small shell holds the other end of a
 * pipe, and when the pipe closes it signals every child still on its list and removes a scratch folder.
 *
 * <p>Why a process of its own: neither PostgreSQL nor the registry watches its parent, and the kernel's parent-death
 * signal follows the starting <em>thread</em>, which in a test is often short-lived.
 */
public final class ChildGuard implements AutoCloseable {
    // Interrupts from a terminal reach the whole process group: the guard must outlive them.
    private static final String SCRIPT = """
            trap '' INT TERM HUP
            list=""
            while read -r what pid signal; do
              case $what in
                +) list="$list $pid:$signal" ;;
                -) keep=""; for entry in $list; do [ "${entry%%:*}" = "$pid" ] || keep="$keep $entry"; done; list=$keep ;;
              esac
            done
            for entry in $list; do kill -"${entry##*:}" "${entry%%:*}"; kill -CONT "${entry%%:*}"; done
            waited=0
            for entry in $list; do
              while kill -0 "${entry%%:*}" && [ $waited -lt 1200 ]; do sleep 0.1; waited=$((waited + 1)); done
              kill -KILL "${entry%%:*}"
            done
            [ -z "$1" ] || rm -rf "$1"
            """;

    private final Process shell;
    private final OutputStream list;

    private ChildGuard(Process shell) {
        this.shell = shell;
        this.list = shell.getOutputStream();
    }

    /**
     * Starts the guard.
     *
     * @param scratch folder removed after the last child has ended
     */
    public static ChildGuard start(Path scratch) throws StartFailure {
        try {
            return new ChildGuard(new ProcessBuilder(
                            "/bin/sh",
                            "-c",
                            SCRIPT,
                            "opsbus-guard",
                            scratch.toAbsolutePath().toString())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start());
        } catch (IOException e) {
            throw new StartFailure("Cannot start the guard of child processes: " + e.getMessage(), e);
        }
    }

    /**
     * Puts a child on the list until it ends.
     *
     * @param atEnd the signal that ends this kind of program in an orderly way
     */
    public void watch(Child child, Signal atEnd) {
        tell("+ %d %s%n".formatted(child.pid(), atEnd));
        var _ = child.onExit().thenRun(() -> tell("- %d%n".formatted(child.pid())));
    }

    public long pid() {
        return shell.pid();
    }

    /** Ends all children on the list, now; returns at once. */
    @Override
    public void close() {
        try {
            list.close();
        } catch (IOException gone) {
            // the guard was ended from outside; there is nobody left to tell
        }
    }

    private synchronized void tell(String line) {
        try {
            list.write(line.getBytes(StandardCharsets.US_ASCII));
            list.flush();
        } catch (IOException closed) {
            // closed already, or the guard was ended from outside
        }
    }
}
