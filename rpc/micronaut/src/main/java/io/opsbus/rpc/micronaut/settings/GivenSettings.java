package io.opsbus.rpc.micronaut.settings;

import io.micronaut.core.value.PropertyResolver;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * What a service is told: each setting by its name, or what is usual where nobody says anything.
 *
 * @param properties the framework's, from files, environment and whoever starts the service
 */
public record GivenSettings(PropertyResolver properties) {
    public String text(String name, String usual) {
        return properties.getProperty(name, String.class, usual);
    }

    public int number(String name, int usual) {
        return properties.getProperty(name, Integer.class, usual);
    }

    public boolean flag(String name, boolean usual) {
        return properties.getProperty(name, Boolean.class, usual);
    }

    public Duration duration(String name, Duration usual) {
        return properties.getProperty(name, Duration.class, usual);
    }

    /** Words with commas between them; blanks around them do not count, nor do empty ones. */
    public List<String> words(String name, String usual) {
        return List.of(text(name, usual).split(",", -1)).stream()
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** {@code prefix.url} of a service; unless told on this machine, on {@code prefix.port}. */
    public URI service(String prefix, int usualPort) {
        return URI.create(text(prefix + ".url", "http://127.0.0.1:" + number(prefix + ".port", usualPort)));
    }

    /**
     * Refuses a setting that cannot work.
     *
     * @throws IllegalArgumentException when it does not hold: the setting's name and what it must be
     */
    public static void require(boolean holds, String name, String what) {
        if (!holds) {
            throw new IllegalArgumentException(name + " " + what);
        }
    }
}
