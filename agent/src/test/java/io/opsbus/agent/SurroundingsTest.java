package io.opsbus.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SurroundingsTest {
    private static Map<String, String> cleaned(Map<String, String> environment) {
        var cleaned = new HashMap<>(environment);
        Surroundings.clean(cleaned);
        return cleaned;
    }

    /** As the unit of an older installation starts it. */
    @Test
    void whatIsTheAgentsOwnIsTakenOut() {
        assertThat(cleaned(Map.ofEntries(
                        Map.entry("PATH", "/usr/bin"),
                        Map.entry("LANG", "C.UTF-8"),
                        Map.entry("ALIYUN_ASSIST_SERVER_HOST", "ops.example:18444"),
                        Map.entry("ALIYUN_ASSIST_CERT_PATH", "/etc/opsbus-agent/ca.pem"),
                        Map.entry("SSL_CERT_FILE", "/etc/opsbus-agent/ca.pem"),
                        Map.entry("OPSBUS_AGENT_HOME", "/var/lib/opsbus-agent"),
                        Map.entry("OPSBUS_AGENT_JAVA_OPTIONS", "-Xmx64m"),
                        Map.entry("OPSBUS_ACTIVATION_CODE", "secret"),
                        Map.entry("MALLOC_ARENA_MAX", "1"),
                        Map.entry("NOTIFY_SOCKET", "/run/systemd/notify"),
                        Map.entry("INVOCATION_ID", "1"),
                        Map.entry("JOURNAL_STREAM", "8:1"),
                        Map.entry("MEMORY_PRESSURE_WATCH", "/sys/fs/cgroup/a/memory.pressure"),
                        Map.entry("CREDENTIALS_DIRECTORY", "/run/credentials/a"))))
                .containsOnlyKeys("PATH", "LANG");
    }

    /** As {@code bin/opsbus-agent} leaves it where there was no locale, or one without letters. */
    @Test
    void aScriptHasTheLocaleTheMachineHas() {
        assertThat(cleaned(Map.of("LC_ALL", "C.UTF-8", "OPSBUS_AGENT_LC_ALL", "")))
                .isEmpty();
        assertThat(cleaned(Map.of("LC_ALL", "C.UTF-8", "OPSBUS_AGENT_LC_ALL", "C")))
                .isEqualTo(Map.of("LC_ALL", "C"));
        assertThat(cleaned(Map.of("LC_ALL", "de_DE.UTF-8"))).containsEntry("LC_ALL", "de_DE.UTF-8");
    }

    @Test
    void whatTheMachinesOperatorHasSetStays() {
        Map<String, String> own = Map.of(
                "SSL_CERT_FILE", "/etc/ssl/company.pem", "MALLOC_ARENA_MAX", "4", "OPSBUS_URL", "http://localhost");
        assertThat(cleaned(own)).isEqualTo(own);
        var more = new HashMap<>(own);
        more.put("ALIYUN_ASSIST_CERT_PATH", "/etc/opsbus-agent/ca.pem");
        assertThat(cleaned(more)).isEqualTo(own);
    }
}
