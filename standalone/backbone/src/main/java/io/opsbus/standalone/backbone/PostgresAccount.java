package io.opsbus.standalone.backbone;

import io.opsbus.standalone.backbone.process.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The account PostgreSQL's programs run under. They refuse user 0; a root user therefore runs them in a user namespace
 * of their own, where nobody is root and the folder's owner is still the process' owner.
 */
final class PostgresAccount {
    private PostgresAccount() {}

    /** {@code command}, made fit for the current user. */
    static List<String> fit(List<String> command) throws StartFailure {
        if (!isRoot()) {
            return command;
        }
        var words = new ArrayList<>(List.of("unshare", "--user", "--"));
        if (!works(words)) {
            throw new StartFailure(
                    "PostgreSQL refuses to run as root, and this system lets root make no user namespace "
                            + "(`unshare --user` failed). Run as an ordinary user, or point --postgres at a server.");
        }
        words.addAll(command);
        return List.copyOf(words);
    }

    private static boolean isRoot() {
        try {
            return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException | UnsupportedOperationException e) {
            return "root".equals(System.getProperty("user.name"));
        }
    }

    private static boolean works(List<String> prefix) {
        var probe = new ArrayList<>(prefix);
        probe.add("true");
        try {
            return new ProcessBuilder(probe)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
