package io.opsbus.invocation.simulated.script;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where a script is played: keeps what it writes and how long it takes, both within bounds. Texts have a byte a character. */
final class Stage {
    /** Beyond it nothing is kept. A script is 24 KB at most, so few come near. */
    static final int MOST_OUTPUT = 64 * 1024;
    /** Beyond it nothing waits. Longer than any time-out. */
    static final Duration LONGEST = Duration.ofDays(1000);
    /** Of a variable: one that is set to itself twice would double for every line. */
    private static final int LONGEST_VALUE = 4096;

    private static final int MOST_VARIABLES = 1000;
    /** Of all places together where a variable stands. */
    private static final int MOST_READ = 256 * 1024;

    private final Scenery scenery;
    private final Map<String, String> variables = new HashMap<>();
    private final List<Performance.Part> parts = new ArrayList<>();
    private final ByteArrayOutputStream under = new ByteArrayOutputStream();
    private Duration time = Duration.ZERO;
    private int kept;
    private int read;
    private long dropped;

    Stage(Scenery scenery) {
        this.scenery = scenery;
    }

    String hostName() {
        return scenery.hostName();
    }

    void set(String name, String value) {
        if (variables.size() < MOST_VARIABLES || variables.containsKey(name)) {
            variables.put(name, value.substring(0, Math.min(value.length(), LONGEST_VALUE)));
        }
    }

    Optional<String> variable(String name) {
        Optional<String> value = Optional.ofNullable(variables.get(name)).filter(_ -> read < MOST_READ);
        read += value.map(String::length).orElse(0);
        return value;
    }

    void write(String text) {
        int fits = Math.min(text.length(), MOST_OUTPUT - kept);
        under.writeBytes(text.substring(0, fits).getBytes(ISO_8859_1));
        kept += fits;
        dropped += text.length() - fits;
    }

    void sleep(Duration more) {
        if (more.isPositive()) {
            written();
            time = time.plus(more);
            time = time.compareTo(LONGEST) > 0 ? LONGEST : time;
        }
    }

    private void written() {
        if (under.size() > 0) {
            parts.add(new Performance.Part(time, under.toByteArray()));
            under.reset();
        }
    }

    Performance end(int code) {
        written();
        int exitCode = scenery.exitCode().orElse(code);
        return scenery.output()
                .map(text -> new Performance(
                        List.of(new Performance.Part(Duration.ZERO, text.getBytes(UTF_8))), time, exitCode, 0))
                .orElseGet(() -> new Performance(parts, time, exitCode, dropped));
    }
}
