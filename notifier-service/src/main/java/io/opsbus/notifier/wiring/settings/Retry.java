package io.opsbus.notifier.wiring.settings;

import io.opsbus.notifier.delivery.RetryPolicy;
import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Retries; see {@link RetryPolicy}.
 *
 * @param first the wait after the first failure
 * @param factor how much longer each next wait is
 * @param ceiling the longest wait
 * @param jitter the share chance decides, 0 to 1
 * @param limit the age at which a delivery becomes a dead letter
 * @param refusedLimit the same for answers that refuse the request (4xx except 408, 410, 425, 429)
 */
public record Retry(
        @DefaultValue("5s") Duration first,
        @DefaultValue("2") double factor,
        @DefaultValue("30m") Duration ceiling,
        @DefaultValue("0.2") double jitter,
        @DefaultValue("24h") Duration limit,
        @DefaultValue("24h") Duration refusedLimit) {
    /** As the engine takes them. */
    public RetryPolicy policy() {
        return new RetryPolicy(first, factor, ceiling, jitter, limit, refusedLimit);
    }
}
