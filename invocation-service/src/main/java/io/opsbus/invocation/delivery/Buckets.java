package io.opsbus.invocation.delivery;

import io.opsbus.invocation.AccountId;
import java.util.ArrayList;
import java.util.List;

/**
 * Which accounts may have output delivered into which buckets: one key writes for all of them, so none may but where the
 * operator says so.
 *
 * @param isStoreThere whether there is an object store at all
 */
public record Buckets(boolean isStoreThere, List<Opened> opened) {
    /** There is no object store. */
    public static final Buckets NONE = new Buckets(false, List.of());

    public Buckets {
        opened = List.copyOf(opened);
    }

    /**
     * A bucket.
     *
     * @param account who may deliver there; empty for everybody
     */
    public record Opened(String account, String bucket) {}

    /**
     * Those of an object store that is there.
     *
     * @param words {@code bucket} or {@code account:bucket}
     * @throws IllegalArgumentException saying which of them is neither
     */
    public static Buckets of(List<String> words) {
        List<Opened> opened = new ArrayList<>();
        for (String word : words) {
            int colon = word.indexOf(':');
            var one = new Opened(colon < 0 ? "" : word.substring(0, colon), word.substring(colon + 1));
            if (colon == 0 || !Destination.isBucket(one.bucket())) {
                throw new IllegalArgumentException("neither bucket nor account:bucket is " + word);
            }
            opened.add(one);
        }
        return new Buckets(true, opened);
    }

    /** Whether the account may deliver there. */
    public boolean areOpenTo(AccountId account, Destination to) {
        return opened.stream()
                .anyMatch(one -> one.bucket().equals(to.bucket())
                        && (one.account().isEmpty() || one.account().equals(account.text())));
    }
}
