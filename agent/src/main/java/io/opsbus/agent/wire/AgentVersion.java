package io.opsbus.agent.wire;

import java.util.Locale;

/** What this agent calls itself. */
public final class AgentVersion {
    /**
     * On the wire: a number the server compares. From 2.2.3.282 on an agent knows years, zones, {@code rate} and {@code at}
     * (API facts 3.5); this one does.
     */
    public static final String WIRE = "2.2.4.1";

    /** To people. */
    public static final String PRODUCT = "0.1.0";

    private AgentVersion() {}

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
