package io.opsbus.instance.query;

import io.opsbus.instance.AccountId;
import io.opsbus.instance.InstanceId;
import io.opsbus.instance.Scope;
import io.opsbus.instance.fleet.Instance;
import io.opsbus.instance.page.Page;
import io.opsbus.instance.page.Paging;
import java.util.Optional;

/** The instances of an account, to read. */
public interface Instances {
    /** The instance with this id if it is the account's, also one no list shows. */
    Optional<Instance> find(AccountId account, InstanceId id);

    /** Those of the scope that lists show, newest first. Without criteria the cost does not grow with the page's depth. */
    Page<Instance> list(Scope scope, InstanceFilter filter, Paging paging);
}
