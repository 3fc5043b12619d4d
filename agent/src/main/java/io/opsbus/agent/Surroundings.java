package io.opsbus.agent;

import java.util.Map;
import java.util.regex.Pattern;

/** The environment of scripts: the machine's, without what is the agent's own business. */
public final class Surroundings {
    /** Its settings, and what systemd tells the process it starts. */
    private static final Pattern OWN = Pattern.compile("ALIYUN_ASSIST_.*|OPSBUS_AGENT_.*|OPSBUS_ACTIVATION_CODE"
            + "|NOTIFY_SOCKET|INVOCATION_ID|JOURNAL_STREAM|SYSTEMD_EXEC_PID|STATE_DIRECTORY"
            + "|MEMORY_PRESSURE_WATCH|MEMORY_PRESSURE_WRITE|CREDENTIALS_DIRECTORY");

    private static final String AUTHORITIES = "SSL_CERT_FILE";
    private static final String ARENAS = "MALLOC_ARENA_MAX";
    private static final String LOCALE = "LC_ALL";
    /** What it was before bin/opsbus-agent set it; empty for nothing. */
    private static final String LOCALE_BEFORE = "OPSBUS_AGENT_LC_ALL";

    private Surroundings() {}

    /** Takes out what no script is to see. */
    public static void clean(Map<String, String> environment) {
        String ours = environment.get("ALIYUN_ASSIST_CERT_PATH");
        if (ours != null) {
            // an older installation says so: every program of a script would believe the agents' authority and no other
            environment.remove(AUTHORITIES, ours);
        }
        // bin/opsbus-agent says so of itself
        environment.remove(ARENAS, "1");
        String locale = environment.get(LOCALE_BEFORE);
        if (locale != null) {
            if (locale.isEmpty()) {
                environment.remove(LOCALE);
            } else {
                environment.put(LOCALE, locale);
            }
        }
        environment.keySet().removeIf(name -> OWN.matcher(name).matches());
    }
}
