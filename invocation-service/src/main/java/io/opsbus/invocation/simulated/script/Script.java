package io.opsbus.invocation.simulated.script;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A script for a machine that is simulated. Its lines are read, and nothing is run: programs that write, wait or end are played, all
 * others succeed silently. Takes time and memory bounded by its length.
 */
public final class Script {
    private static final Pattern SHELL =
            Pattern.compile("#!\\s*\\S*/(env\\s+(-S\\s+)?)?(sh|bash|dash|ash|ksh|mksh|zsh)\\b.*");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}(\\.\\d{0,9})?|\\.\\d{1,9}");
    private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000);

    private Script() {}

    /**
     * What it comes to.
     *
     * @param type {@code RunShellScript}, {@code RunBatScript} or {@code RunPowerShellScript}
     * @param content its bytes
     */
    public static Performance play(String type, byte[] content, Scenery scenery) {
        // a byte a character: what is written is what stood there, in whatever encoding
        String text = new String(content, ISO_8859_1);
        var stage = new Stage(scenery);
        int code = switch (type) {
            case "RunBatScript" -> new BatScript(stage).play(text);
            case "RunPowerShellScript" -> new PowerShellScript(stage).play(text);
            case "RunShellScript" -> isShell(text) ? new ShellScript(stage).play(text) : 0;
            default -> 0;
        };
        return stage.end(code);
    }

    private static boolean isShell(String text) {
        return !text.startsWith("#!")
                || SHELL.matcher(text.lines().findFirst().orElse("")).matches();
    }

    /** A number of times so many seconds; empty when it is no number. */
    static Optional<Duration> seconds(String text, long each) {
        if (!NUMBER.matcher(text).matches()) {
            return Optional.empty();
        }
        BigDecimal nanos =
                new BigDecimal(text).multiply(BigDecimal.valueOf(each)).multiply(NANOS);
        var parts = nanos.toBigInteger().divideAndRemainder(NANOS.toBigInteger());
        return Optional.of(Duration.ofSeconds(parts[0].longValue(), parts[1].longValue()));
    }
}
