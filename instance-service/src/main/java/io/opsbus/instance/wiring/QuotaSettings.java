package io.opsbus.instance.wiring;

import static io.opsbus.instance.wiring.BackboneSettings.require;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import io.opsbus.instance.rpc.EcsActions;

/**
 * What {@code DescribeAccountAttributes} tells of other services: command- and invocation-service hold accounts to the same keys.
 *
 * @param maxAxtCommandCount commands of an account in a region
 * @param maxAxtInvocationDaily invocations of an account in a region a day
 */
@ConfigurationProperties("opsbus.quota")
record QuotaSettings(
        @Bindable(defaultValue = "100") int maxAxtCommandCount,
        @Bindable(defaultValue = "5000") int maxAxtInvocationDaily) {
    /** Refuses what cannot be meant. */
    QuotaSettings {
        require(maxAxtCommandCount > 0, "opsbus.quota.max-axt-command-count", "must be at least 1");
        require(maxAxtInvocationDaily > 0, "opsbus.quota.max-axt-invocation-daily", "must be at least 1");
    }

    EcsActions.Quotas told() {
        return new EcsActions.Quotas(maxAxtCommandCount, maxAxtInvocationDaily);
    }
}
