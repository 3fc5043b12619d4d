package io.opsbus.instance.query;

import io.opsbus.instance.AccountId;
import io.opsbus.instance.Scope;
import io.opsbus.instance.SnapshotId;
import io.opsbus.instance.page.Page;
import io.opsbus.instance.page.Paging;
import io.opsbus.instance.snapshot.Snapshot;
import java.util.Optional;

/** The snapshots of an account, to read. */
public interface Snapshots {
    /** The snapshot with this id if it is the account's, also one no list shows. */
    Optional<Snapshot> find(AccountId account, SnapshotId id);

    /** Those of the scope that lists show, newest first. Without criteria the cost does not grow with the page's depth. */
    Page<Snapshot> list(Scope scope, SnapshotFilter filter, Paging paging);
}
