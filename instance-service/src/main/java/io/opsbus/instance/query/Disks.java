package io.opsbus.instance.query;

import io.opsbus.instance.AccountId;
import io.opsbus.instance.DiskId;
import io.opsbus.instance.Scope;
import io.opsbus.instance.disk.Disk;
import io.opsbus.instance.page.Page;
import io.opsbus.instance.page.Paging;
import java.util.Optional;

/** The disks of an account, to read. */
public interface Disks {
    /** The disk with this id if it is the account's, also one no list shows. */
    Optional<Disk> find(AccountId account, DiskId id);

    /** Those of the scope that lists show, newest first. Without criteria the cost does not grow with the page's depth. */
    Page<Disk> list(Scope scope, DiskFilter filter, Paging paging);
}
