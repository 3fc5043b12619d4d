package io.opsbus.notifier.match;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An immutable map. What is put or removed makes another one that shares all with it but the way to the place that changed: at most seven
 * nodes of at most 32 places, whatever the size (a hash array mapped trie: Bagwell, Ideal Hash Trees, 2001). Read by any thread without a lock.
 */
public final class Trie<K, V> {
    private static final int BITS = 5;
    private static final int MASK = (1 << BITS) - 1;
    private static final Trie<?, ?> EMPTY = new Trie<>(Branch.NONE, 0);

    private final Branch root;
    private final int size;

    private Trie(Branch root, int size) {
        this.root = root;
        this.size = size;
    }

    /** Nothing in it. */
    @SuppressWarnings("unchecked") // it has neither keys nor values
    public static <K, V> Trie<K, V> empty() {
        return (Trie<K, V>) EMPTY;
    }

    private sealed interface Node {}

    /** Where a hash of 32 bits has led to; several keys of one hash follow each other. */
    private record Leaf(
            int hash, Object key, Object value, @Nullable Leaf next) implements Node {}

    /** For each bit that is set a child, in the order of the bits. */
    private static final class Branch implements Node {
        static final Branch NONE = new Branch(0, new Node[0]);

        private final int bits;
        private final Node[] children;

        Branch(int bits, Node[] children) {
            this.bits = bits;
            this.children = children;
        }

        private static int bit(int hash, int shift) {
            return 1 << ((hash >>> shift) & MASK);
        }

        private int place(int bit) {
            return Integer.bitCount(bits & (bit - 1));
        }

        @Nullable
        Node child(int hash, int shift) {
            var bit = bit(hash, shift);
            return (bits & bit) == 0 ? null : children[place(bit)];
        }

        Branch with(int hash, int shift, Node child) {
            var bit = bit(hash, shift);
            var place = place(bit);
            if ((bits & bit) != 0) {
                var copy = children.clone();
                copy[place] = child;
                return new Branch(bits, copy);
            }
            var copy = new Node[children.length + 1];
            System.arraycopy(children, 0, copy, 0, place);
            copy[place] = child;
            System.arraycopy(children, place, copy, place + 1, children.length - place);
            return new Branch(bits | bit, copy);
        }

        Branch without(int hash, int shift) {
            var bit = bit(hash, shift);
            var place = place(bit);
            var copy = Arrays.copyOf(children, children.length - 1);
            System.arraycopy(children, place + 1, copy, place, copy.length - place);
            return new Branch(bits & ~bit, copy);
        }
    }

    private static int hash(Object key) {
        var hash = key.hashCode();
        return hash ^ (hash >>> 16);
    }

    /** What stands under a key; null when nothing does. */
    @SuppressWarnings("unchecked") // only what is a V is put
    public @Nullable V get(K key) {
        var hash = hash(key);
        Node node = root;
        for (var shift = 0; node instanceof Branch branch; shift += BITS) {
            node = branch.child(hash, shift);
        }
        for (var leaf = (Leaf) node; leaf != null && leaf.hash == hash; leaf = leaf.next) {
            if (leaf.key.equals(key)) {
                return (V) leaf.value;
            }
        }
        return null;
    }

    /** The same with a value under a key, in the place of any other. */
    public Trie<K, V> with(K key, V value) {
        var isNew = get(key) == null;
        var leaf = new Leaf(hash(key), key, Objects.requireNonNull(value), null);
        return new Trie<>(with(root, leaf, 0), isNew ? size + 1 : size);
    }

    private static Branch with(Branch branch, Leaf leaf, int shift) {
        Node child = switch (branch.child(leaf.hash, shift)) {
            case null -> leaf;
            case Branch deeper -> with(deeper, leaf, shift + BITS);
            case Leaf other
            when other.hash == leaf.hash -> new Leaf(leaf.hash, leaf.key, leaf.value, without(other, leaf.key));
            case Leaf other -> with(Branch.NONE.with(other.hash, shift + BITS, other), leaf, shift + BITS);
        };
        return branch.with(leaf.hash, shift, child);
    }

    private static @Nullable Leaf without(@Nullable Leaf first, Object key) {
        if (first == null || first.key.equals(key)) {
            return first == null ? null : first.next;
        }
        return new Leaf(first.hash, first.key, first.value, without(first.next, key));
    }

    /** The same without what stands under a key. */
    public Trie<K, V> without(K key) {
        if (get(key) == null) {
            return this;
        }
        return new Trie<>(without(root, key, hash(key), 0), size - 1);
    }

    private static Branch without(Branch branch, Object key, int hash, int shift) {
        Node child = switch (branch.child(hash, shift)) {
            case null -> null;
            case Leaf leaf -> without(leaf, key);
            case Branch deeper -> {
                var left = without(deeper, key, hash, shift + BITS);
                yield left.children.length == 1 && left.children[0] instanceof Leaf only ? only : left;
            }
        };
        return child == null ? branch.without(hash, shift) : branch.with(hash, shift, child);
    }

    /** How many keys there are. */
    public int size() {
        return size;
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return size == 0;
    }

    /** Goes through all values, in an order that follows from the hashes of the keys. */
    public void forEach(Consumer<? super V> each) {
        forEach(root, each);
    }

    @SuppressWarnings("unchecked") // only what is a V is put
    private static <V> void forEach(Node node, Consumer<? super V> each) {
        switch (node) {
            case Branch branch -> {
                for (var child : branch.children) {
                    forEach(child, each);
                }
            }
            case Leaf first -> {
                for (var leaf = first; leaf != null; leaf = leaf.next) {
                    each.accept((V) leaf.value);
                }
            }
        }
    }
}
