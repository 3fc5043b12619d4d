package io.opsbus.gateway;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the calls of an access key may do, always within its own account. */
public sealed interface Policy {
    String FULL_WORD = "full";
    String READ_ONLY_WORD = "read-only";

    /**
     * Whether a call is allowed.
     *
     * @param version API version of the action
     * @param access what its service declares it does
     */
    boolean allows(String version, Access access);

    /** The form {@link #parse} reads. */
    String word();

    /** Everything. */
    record Full() implements Policy {
        @Override
        public boolean allows(String version, Access access) {
            return true;
        }

        @Override
        public String word() {
            return FULL_WORD;
        }
    }

    /** Whatever changes nothing. */
    record ReadOnly() implements Policy {
        @Override
        public boolean allows(String version, Access access) {
            return access == Access.READ;
        }

        @Override
        public String word() {
            return READ_ONLY_WORD;
        }
    }

    /**
     * Everything of these products, nothing of others.
     *
     * @param products at least one
     */
    record Products(Set<Product> products) implements Policy {
        public Products {
            if (products.isEmpty()) {
                throw new IllegalArgumentException("a policy of no products allows nothing; name at least one");
            }
            products = Set.copyOf(products);
        }

        @Override
        public boolean allows(String version, Access access) {
            return Product.ofVersion(version).filter(products::contains).isPresent();
        }

        @Override
        public String word() {
            return EnumSet.copyOf(products).stream().map(Product::word).collect(Collectors.joining(","));
        }
    }

    /** Reads {@code full}, {@code read-only} or products such as {@code ecs,cms}; empty for anything else. */
    static Optional<Policy> parse(String word) {
        return switch (word) {
            case FULL_WORD -> Optional.of(new Full());
            case READ_ONLY_WORD -> Optional.of(new ReadOnly());
            default -> products(word);
        };
    }

    private static Optional<Policy> products(String words) {
        var named = Stream.of(words.split(",", -1)).map(Product::ofWord).toList();
        return named.stream().allMatch(Optional::isPresent)
                ? Optional.of(
                        new Products(named.stream().map(Optional::orElseThrow).collect(Collectors.toSet())))
                : Optional.empty();
    }
}
