package io.opsbus.agent.wire;

import io.opsbus.agent.disk.OwnFile;
import io.opsbus.agent.update.UpdateKey;
import io.opsbus.agent.update.Versions;
import io.opsbus.agent.windows.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The agent's folder. {@code hybrid/} is laid out as the official agent's; {@code agent.properties} holds its settings.
 *
 * <pre>
 *   agent.properties   server, ca, proxy, powerActions, updateKey, updateEvery
 *   hybrid/            instance-id, region-id, machine-id, pub-key, pri-key
 *   work/  untold/  log/  versions/  agent.lock  boot-id  state
 * </pre>
 */
public record Home(Path folder) {
    /** Settings, and the official agent's variables that win over them. */
    public static final Map<String, String> VARIABLES = Map.of(
            "server", "ALIYUN_ASSIST_SERVER_HOST", "ca", "ALIYUN_ASSIST_CERT_PATH", "proxy", "ALIYUN_ASSIST_PROXY");

    private static final List<String> MACHINE_IDS =
            List.of("/var/lib/dbus/machine-id", "/etc/machine-id", "/sys/class/dmi/id/product_uuid");
    /** Where it is when nobody says. */
    public static Home usual(String osType, Function<String, @Nullable String> environment) {
        String data = first(environment.apply("ProgramData"), "C:\\ProgramData");
        return new Home(osType.equals("windows") ? Path.of(data, "opsbus-agent") : Path.of("/var/lib/opsbus-agent"));
    }

    private Path hybrid(String name) {
        return folder.resolve("hybrid").resolve(name);
    }

    /** Whether this machine is registered. */
    public boolean isRegistered() {
        return Files.exists(hybrid("instance-id"));
    }

    /**
     * What the server calls this machine; empty when it is not registered, or has lost it.
     *
     * @throws IOException if it is, but the file cannot be read
     */
    public Optional<String> instanceId() throws IOException {
        try {
            return Optional.of(read("instance-id")).filter(id -> !id.isEmpty());
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }

    /**
     * Who this machine is; empty when it is not registered.
     *
     * @throws NoSuchFileException if it is, and a part of it is missing, or nothing is in it: a disk that lost its power
     * @throws IOException if it is, but the files cannot be read
     */
    public Optional<Identity> identity() throws IOException {
        if (!isRegistered()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new Identity(part("instance-id"), part("machine-id"), Identity.privateKey(part("pri-key"))));
        } catch (IllegalArgumentException broken) {
            throw new IOException(hybrid("pri-key") + ": " + broken.getMessage(), broken);
        }
    }

    private String part(String name) throws IOException {
        String part = read(name);
        if (part.isEmpty()) {
            throw new NoSuchFileException(hybrid(name).toString());
        }
        return part;
    }

    private String read(String name) throws IOException {
        return Files.readString(hybrid(name)).strip();
    }

    /** Keeps a registration, and no report of another. The id is written last: only with it is the machine registered. */
    public void register(String instanceId, String region, String machineId, KeyPair keys) throws IOException {
        forgetReports();
        Files.createDirectories(folder.resolve("hybrid"));
        OwnFile.write(hybrid("region-id"), region);
        OwnFile.write(hybrid("machine-id"), machineId);
        OwnFile.write(hybrid("pub-key"), Identity.pem(keys.getPublic()));
        OwnFile.write(hybrid("pri-key"), Identity.pem(keys.getPrivate()));
        OwnFile.write(hybrid("instance-id"), instanceId);
    }

    public Path untold() {
        return folder.resolve("untold");
    }

    /** Forgets what the server of a registration was not told yet. */
    public void forgetReports() {
        boolean _ = KeptReports.isForgotten(untold());
    }

    /** Forgets it, and what its server was not told yet. */
    public void deregister() throws IOException {
        forgetReports();
        for (String name : List.of("instance-id", "pri-key", "pub-key", "machine-id", "region-id")) {
            Files.deleteIfExists(hybrid(name));
        }
    }

    /** This machine's own id; the one it is registered with if it is. */
    public String machineId() throws IOException {
        if (Files.exists(hybrid("machine-id"))) {
            return read("machine-id");
        }
        if (AgentVersion.osType().equals("windows")) {
            return Machine.id().orElseGet(() -> UUID.randomUUID().toString());
        }
        for (String file : MACHINE_IDS) {
            Path path = Path.of(file);
            if (Files.isReadable(path)) {
                String id = Files.readString(path).strip();
                if (!id.isEmpty()) {
                    return id;
                }
            }
        }
        return UUID.randomUUID().toString();
    }

    /** A small file beside the others, empty when there is none. */
    public String note(String name) throws IOException {
        Path file = folder.resolve(name);
        return Files.exists(file) ? Files.readString(file).strip() : "";
    }

    /** Writes one. */
    public void note(String name, String text) throws IOException {
        OwnFile.write(folder.resolve(name), text);
    }

    /**
     * Where the server is: {@code agent.properties}, or the official agent's environment variables.
     *
     * @param environment {@link System#getenv(String)}, or a test's; answers null for what is not set
     * @throws IOException naming what is missing or wrong
     */
    public Connection connection(Function<String, @Nullable String> environment) throws IOException {
        Properties settings = settings();
        String server = setting("server", settings, environment);
        String ca = setting("ca", settings, environment);
        String proxy = setting("proxy", settings, environment);
        if (server.isEmpty()) {
            throw new IOException("no server: give --server host:port, or set server in " + settingsFile());
        }
        try {
            return new Connection(
                    server, ca.isEmpty() ? null : Path.of(ca), proxy.isEmpty() ? null : HttpProxy.read(proxy));
        } catch (IllegalArgumentException wrong) {
            throw new IOException(wrong.getMessage(), wrong);
        }
    }

    private static String setting(String name, Properties settings, Function<String, @Nullable String> environment) {
        String variable = VARIABLES.getOrDefault(name, name);
        return first(environment.apply(variable), settings.getProperty(name));
    }

    /** Whether exit codes 193 and 194 may power this machine off or reboot it; no unless the operator says so. */
    public boolean powerActions() throws IOException {
        return Boolean.parseBoolean(settings().getProperty("powerActions", "false"));
    }

    /** Versions of the agent that were published for it. */
    public Versions versions() {
        return new Versions(folder.resolve("versions"));
    }

    /**
     * Whose versions are taken ({@code updateKey}, a PEM file); empty when none are.
     *
     * @throws IOException naming the setting, if it is set and cannot be read
     */
    public Optional<UpdateKey> updateKey() throws IOException {
        String file = settings().getProperty("updateKey", "");
        try {
            return file.isEmpty() ? Optional.empty() : Optional.of(UpdateKey.read(Path.of(file)));
        } catch (IOException | InvalidPathException unreadable) {
            throw new IOException(
                    "updateKey in " + settingsFile() + " names no key that can be read: " + unreadable, unreadable);
        }
    }

    /**
     * How often another version is looked for ({@code updateEvery}, {@code PT1H} unless set, a second at least); empty for
     * {@code off}.
     *
     * @throws IOException if it is neither
     */
    public Optional<Duration> updateEvery() throws IOException {
        String text = settings().getProperty("updateEvery", "PT1H");
        if (text.equals("off")) {
            return Optional.empty();
        }
        try {
            Duration every = Duration.parse(text);
            return Optional.of(every.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : every);
        } catch (DateTimeException neither) {
            throw new IOException(
                    "updateEvery in " + settingsFile() + " must be off or a duration such as PT1H, not " + text,
                    neither);
        }
    }

    /** Writes settings that are given, takes away those that are given as nothing, and keeps the others. */
    public void settings(Map<String, String> given) throws IOException {
        Properties settings = settings();
        given.forEach(settings::setProperty);
        settings.values().removeIf(""::equals);
        var text = new StringBuilder("# settings of the agent; see its README\n");
        settings.stringPropertyNames().stream()
                .sorted()
                .forEach(name -> text.append(name)
                        .append('=')
                        .append(settings.getProperty(name).replace("\\", "\\\\"))
                        .append('\n'));
        Files.createDirectories(folder);
        OwnFile.write(settingsFile(), text.toString());
    }

    private Path settingsFile() {
        return folder.resolve("agent.properties");
    }

    private Properties settings() throws IOException {
        var settings = new Properties();
        if (Files.exists(settingsFile())) {
            try (var in = Files.newBufferedReader(settingsFile())) {
                settings.load(in);
            }
        }
        return settings;
    }

    private static String first(@Nullable String one, @Nullable String other) {
        return one != null && !one.isEmpty() ? one : other == null ? "" : other;
    }
}
