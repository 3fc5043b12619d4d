package io.opsbus.notifier.wiring.settings;

import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What receivers of webhooks are asked before they are sent anything.
 *
 * @param challenge whether they must have consented
 * @param origin as whom they are asked: the name of this installation, as DNS has names
 */
public record Webhooks(
        @DefaultValue("off") Challenge challenge,
        @DefaultValue("opsbus") String origin) {
    private static final Pattern NAME = Pattern.compile(
            "(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*");

    /** Whether receivers are asked. */
    public enum Challenge {
        /** Nobody is. */
        OFF,
        /** Every one, and nothing is sent before he has consented. */
        REQUIRED
    }

    /** Refuses what cannot work. */
    public Webhooks {
        Demand.that(NAME.matcher(origin).matches(), "opsbus.notifier.webhooks.origin", "must be a host's name");
    }

    /** As whom receivers are asked; empty where nobody is. */
    public Optional<String> asked() {
        return challenge == Challenge.REQUIRED ? Optional.of(origin) : Optional.empty();
    }
}
