package io.opsbus.notifier;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Which resources a subscription covers (guide 4.1, 资源范围): all, said outright, or a list. */
public sealed interface ResourceScope {
    /** Most resources one subscription may list. */
    int MAX = 1000;

    /** Whether the scope covers a resource, given its ARN and its bare id. */
    boolean covers(String arn, String id);

    /** The texts the scope was made from. */
    List<String> texts();

    /** Every resource of the account. */
    record All() implements ResourceScope {
        @Override
        public boolean covers(String arn, String id) {
            return true;
        }

        @Override
        public List<String> texts() {
            return List.of("*");
        }
    }

    /** These resources only, each an id ({@code i-…}) or an ARN ({@code acs:ecs:…}); an empty set covers nothing. */
    record Only(Set<String> resources) implements ResourceScope {
        public Only {
            resources = Set.copyOf(resources);
        }

        @Override
        public boolean covers(String arn, String id) {
            return resources.contains(id) || resources.contains(arn);
        }

        @Override
        public List<String> texts() {
            return List.copyOf(new TreeSet<>(resources));
        }
    }
}
