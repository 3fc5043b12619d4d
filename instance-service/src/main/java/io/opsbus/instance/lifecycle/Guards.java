package io.opsbus.instance.lifecycle;

import io.opsbus.instance.FleetRefusal;
import io.opsbus.instance.fleet.Instance;
import io.opsbus.instance.fleet.Terms;
import io.opsbus.instance.fleet.Terms.ChargeType;
import io.opsbus.instance.fleet.Terms.LockReason;
import java.time.Instant;
import java.util.Optional;

/** What may forbid a request although the state allows it. */
final class Guards {
    private Guards() {}

    /** Locks and terms, for starting, stopping and rebooting. */
    static Optional<FleetRefusal> power(Instance instance, Instant now) {
        Terms terms = instance.terms();
        if (terms.locks().contains(LockReason.SECURITY)) {
            return Optional.of(new FleetRefusal.LockedForSecurity(instance.id()));
        }
        boolean over =
                terms.charge() == ChargeType.PRE_PAID && !terms.expiresAt().isAfter(now);
        if (!terms.locks().isEmpty() || over) {
            return Optional.of(new FleetRefusal.ExpiredOrInArrears(instance.id()));
        }
        return Optional.empty();
    }

    /** Protection and terms, for a deletion. What is locked for financial reasons may be deleted. */
    static Optional<FleetRefusal> delete(Instance instance, InstanceRequest.Delete request, Instant now) {
        Terms terms = instance.terms();
        if (terms.locks().contains(LockReason.SECURITY)) {
            return Optional.of(new FleetRefusal.LockedForSecurity(instance.id()));
        }
        if (terms.deletionProtection()) {
            return Optional.of(new FleetRefusal.DeletionProtected(instance.id()));
        }
        boolean term =
                terms.charge() == ChargeType.PRE_PAID && terms.expiresAt().isAfter(now);
        if (term && !request.terminateSubscription()) {
            return Optional.of(new FleetRefusal.ChargeTypeViolation(instance.id()));
        }
        return Optional.empty();
    }
}
