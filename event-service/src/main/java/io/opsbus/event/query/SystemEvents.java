package io.opsbus.event.query;

import io.opsbus.event.AccountId;
import io.opsbus.event.ResourceId;
import io.opsbus.event.cycle.EventId;
import io.opsbus.event.cycle.SystemEvent;
import io.opsbus.event.cycle.SystemEvent.Published;
import io.opsbus.event.kind.Cause;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The system events as the ledger keeps them, to be read. Drafts are shown to no account. */
public interface SystemEvents {
    /** The published event of this account. */
    Optional<Published> find(AccountId account, EventId id);

    /** A page of what matches, the newest published first; of the same moment the greater id first. */
    Paging.Page list(EventFilter filter, Paging paging);

    /**
     * The open events of these instances, those of disks attached to them included, oldest first.
     *
     * @param account whose instances; nothing of another account is told
     */
    List<Published> openOf(AccountId account, Set<ResourceId> instances);

    /** Every event about this instance that is not closed, drafts included: whom a deed of the user may concern. */
    List<EventId> pending(ResourceId instance);

    /** Every event of this account and cause that is not closed, drafts included: whom a payment may concern. */
    List<EventId> pending(AccountId account, Cause cause);

    /**
     * Events that are not closed, of whatever account, drafts included, by when they are planned for and then by id; what is planned for no time
     * comes first. For operators alone.
     */
    List<SystemEvent> unfinished(Unfinished which);

    /** How many simulated events of this account are open. */
    long openSimulations(AccountId account);
}
