package io.opsbus.instance.query;

import io.opsbus.instance.ResourceKind;
import io.opsbus.instance.Scope;
import io.opsbus.instance.page.Page;
import io.opsbus.instance.page.PageToken;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The tags of an account's resources ({@code ListTagResources}), in the order of resource id and key. */
public interface TagListing {
    /** One tag of one resource. */
    record TaggedResource(ResourceKind kind, String resourceId, String key, String value) {}

    /**
     * Which tags.
     *
     * @param resourceIds of these resources; null means of all, empty means of none
     * @param having of resources that have all of these
     */
    record Wanted(ResourceKind kind, @Nullable Set<String> resourceIds, List<TagFilter> having) {
        /** Copies. */
        public Wanted {
            resourceIds = resourceIds == null ? null : Set.copyOf(resourceIds);
            having = List.copyOf(having);
        }
    }

    /** At most {@code size} tags after {@code from}; the total is not counted and is 0. */
    Page<TaggedResource> list(Scope scope, Wanted wanted, Optional<PageToken> from, int size);
}
