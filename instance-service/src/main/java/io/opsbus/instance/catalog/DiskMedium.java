package io.opsbus.instance.catalog;

import io.opsbus.instance.SnapshotId;
import org.jspecify.annotations.Nullable;

/**
 * What a disk is made of.
 *
 * @param category {@code cloud_essd} and so on
 * @param performanceLevel {@code PL0} to {@code PL3}, of {@code cloud_essd} only
 * @param image what a system disk was filled from
 * @param source snapshot it was filled from
 */
public record DiskMedium(
        Kind kind,
        String category,
        int sizeGiB,
        @Nullable String performanceLevel,
        boolean encrypted,
        @Nullable ImageId image,
        @Nullable SnapshotId source) {
    private static final String LOCAL = "local_";

    /** A disk of the host's own, empty. */
    public static DiskMedium local(int sizeGiB) {
        return new DiskMedium(Kind.DATA, LOCAL + "ssd_pro", sizeGiB, null, false, null, null);
    }

    /** Whether it is a disk of the host's: it goes nowhere else. */
    public boolean onItsHost() {
        return category.startsWith(LOCAL);
    }

    /** {@code Type} on the wire. */
    public enum Kind {
        SYSTEM("system"),
        DATA("data");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }
}
