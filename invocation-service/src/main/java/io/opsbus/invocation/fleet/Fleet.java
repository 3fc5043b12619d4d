package io.opsbus.invocation.fleet;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.Scope;
import io.opsbus.invocation.query.Page;
import io.opsbus.invocation.query.Paging;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Instances and managed instances, to read. Every method throws {@link io.opsbus.invocation.query.StoreAway} while the store
 * does not answer.
 */
public interface Fleet {
    /** Those of these that are in the scope; what is not known is left out. */
    List<KnownInstance> find(Scope scope, Collection<InstanceId> ids);

    /**
     * Those of the scope that can take a command and have all of these tags, in a fixed order.
     *
     * @param most of them at most
     */
    List<InstanceId> tagged(Scope scope, List<Tag> tags, int most);

    /**
     * A tag that is asked for.
     *
     * @param value empty for any
     */
    record Tag(String key, Optional<String> value) {
        /** Whether one of these is it. */
        public boolean isIn(Map<String, String> tags) {
            return value.map(one -> one.equals(tags.get(key))).orElseGet(() -> tags.containsKey(key));
        }
    }

    /**
     * The instance, whosever it is, also a managed one that is leaving: for those who are the instance, not for those who name it.
     */
    Optional<KnownInstance> instance(InstanceId id);

    /**
     * All of a scope, newest first.
     *
     * @param osType only those with this system, without regard to case; empty for all
     */
    Page<KnownInstance> list(Scope scope, Optional<String> osType, Paging paging);

    /** Of the newest of an instance's news that was taken; empty of one that is not known, or is managed. */
    OptionalLong revision(InstanceId id);

    /** Takes what the bus tells, in its order; again or late it changes nothing. */
    void take(List<FleetNews> news);
}
