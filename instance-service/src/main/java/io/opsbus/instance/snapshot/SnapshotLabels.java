package io.opsbus.instance.snapshot;

import io.opsbus.instance.Tags;
import io.opsbus.instance.catalog.ResourceGroupId;
import org.jspecify.annotations.Nullable;

/**
 * What its owner says about a snapshot.
 *
 * @param name may be empty
 * @param retentionDays after these it deletes itself; 0 keeps it
 */
public record SnapshotLabels(
        Kind kind,
        String name,
        String description,
        int retentionDays,
        @Nullable ResourceGroupId resourceGroup,
        Tags tags) {

    public SnapshotLabels withTags(Tags other) {
        return new SnapshotLabels(kind, name, description, retentionDays, resourceGroup, other);
    }

    /** Who asked for it: {@code SnapshotType}. */
    public enum Kind {
        USER("user"),
        /** A policy; its end is not announced (guide 4.2). */
        AUTO("auto");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }
}
