package io.opsbus.agent.wire;

import io.opsbus.agent.update.Version;
import java.util.Locale;

/** What this agent calls itself. */
public final class AgentVersion {
    /**
     * On the wire: a number the server compares. From 2.2.3.282 on an agent knows years, zones, {@code rate} and {@code at}
     * (API facts 3.5); this one does.
     */
    public static final String WIRE = "2.2.4.1";

    /** Of this build, as it is installed; versions are published as newer ones than this. */
    public static final Version BUILD = new Version("0.1.0");

    /** In the properties of a process that was not started as it is installed: the version it runs. */
    public static final String STARTED_AS = "opsbus.agent.version";

    /** The header, in every request, by which the server knows this agent from the official one; its value is the version. */
    public static final String HEADER = "x-opsbus-agent";

    private AgentVersion() {}

    /** What runs: the version it was published as, or what was installed. */
    public static Version product() {
        return Version.parse(System.getProperty(STARTED_AS, "")).orElse(BUILD);
    }

    /** {@code linux}, {@code windows} or {@code freebsd}. */
    public static String osType() {
        String name = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        return name.startsWith("windows") ? "windows" : name.contains("freebsd") ? "freebsd" : "linux";
    }

    /** The header {@code User-Agent}: {@code linux_amd64/2.2.4.1}. */
    public static String userAgent() {
        String arch = System.getProperty("os.arch", "").equals("aarch64") ? "arm64" : "amd64";
        return osType() + "_" + arch + "/" + WIRE;
    }
}
