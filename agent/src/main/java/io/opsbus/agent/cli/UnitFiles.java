package io.opsbus.agent.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the agent's unit is told in files ({@code EnvironmentFile=}; systemd.exec(5)), in its order: the last one wins. Whoever types a
 * command has none of it in the environment, and would speak to another server than the service does.
 */
record UnitFiles(List<Path> files) {
    static final UnitFiles USUAL =
            new UnitFiles(List.of(Path.of("/etc/sysconfig/aliyun"), Path.of("/etc/default/opsbus-agent")));

    private static final String SHARED = "ALIYUN_ASSIST_";
    private static final String HOME = "OPSBUS_AGENT_HOME";

    /** An environment that says, where it does not set where the agent lives or one of the official agent's variables, what the files say. */
    Function<String, @Nullable String> beneath(Function<String, @Nullable String> environment) {
        return name -> {
            String set = environment.apply(name);
            return set == null && (name.startsWith(SHARED) || name.equals(HOME)) ? value(name) : set;
        };
    }

    /** For people. */
    String text() {
        return files.stream().map(Path::toString).collect(Collectors.joining(" or "));
    }

    private @Nullable String value(String name) {
        String value = null;
        for (Path file : files) {
            for (String line : lines(file)) {
                if (line.startsWith(name + "=")) {
                    value = unquoted(line.substring(name.length() + 1).strip());
                }
            }
        }
        return value;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.isReadable(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException unreadable) {
            // the unit's own reading of it goes on without it, too
            return List.of();
        }
    }

    private static String unquoted(String text) {
        boolean quoted = text.length() > 1
                && (text.charAt(0) == '"' || text.charAt(0) == '\'')
                && text.charAt(0) == text.charAt(text.length() - 1);
        return quoted ? text.substring(1, text.length() - 1) : text;
    }
}
