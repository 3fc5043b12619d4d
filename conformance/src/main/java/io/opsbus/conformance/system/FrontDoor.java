package io.opsbus.conformance.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs {@code ./opsbus} as a user would, on what the build made.
 *
 * @param home the checkout
 * @param environment put over the suite's own
 */
record FrontDoor(Path home, Map<String, String> environment) {
    private static final long PATIENCE_MINUTES = 5;

    /**
     * What the command printed on its standard output.
     *
     * @throws IOException when it ends with anything but 0; the message carries all it printed
     */
    String run(String... arguments) throws IOException {
        List<String> command = new java.util.ArrayList<>(List.of("./opsbus"));
        command.addAll(List.of(arguments));
        Path errors = Files.createTempFile("opsbus", ".err");
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).directory(home.toFile()).redirectError(errors.toFile());
            builder.environment().put("OPSBUS_NO_BUILD", "yes");
            builder.environment().putAll(environment);
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException(String.join(" ", command) + " failed: " + output + Files.readString(errors));
            }
            return output;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException(stopped);
        } finally {
            Files.deleteIfExists(errors);
        }
    }
}
