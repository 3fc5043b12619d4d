package io.opsbus.standalone.cli;

import io.opsbus.standalone.DataFolder;
import io.opsbus.standalone.Plan;
import io.opsbus.standalone.Settings;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** {@code opsbus logs SERVICE}: the log of the program the service runs in. */
final class Logs {
    private final DataFolder data;
    private final PrintStream out;

    Logs(Settings settings, PrintStream out) {
        this.data = new DataFolder(settings.data());
        this.out = out;
    }

    int run(String name, int lines, boolean follow) throws IOException {
        String program = Plan.PROGRAM_OF_SERVICE.getOrDefault(name, name);
        Path log = data.log(program);
        if (!program.matches("[a-z-]+") || !Files.exists(log)) {
            var known = new TreeSet<>(Plan.PROGRAM_OF_SERVICE.keySet());
            known.addAll(Plan.PROGRAM_OF_SERVICE.values());
            known.addAll(Plan.BACKBONE);
            out.println("No log of " + name + " in " + data.logs() + "; known: " + String.join(", ", known) + ".");
            return 1;
        }
        List<String> cat = new ArrayList<>(List.of("cat"));
        for (int older = DataFolder.LOG_BOUND.files() - 1; older > 0; older--) {
            Path file = log.resolveSibling(log.getFileName() + "." + older);
            if (Files.exists(file)) {
                cat.add(file.toString());
            }
        }
        cat.add(log.toString());
        var tail = new ProcessBuilder("tail", "-n", Integer.toString(lines))
                .redirectOutput(Redirect.INHERIT)
                .redirectError(Redirect.INHERIT);
        if (follow) {
            tail.command().addAll(List.of("-F", log.toString()));
        }
        try {
            // a log that was begun anew a moment ago begins in the file before it
            return follow
                    ? tail.start().waitFor()
                    : ProcessBuilder.startPipeline(List.of(new ProcessBuilder(cat), tail))
                            .getLast()
                            .waitFor();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }
}
