package io.opsbus.instance.rpc.disk;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How large a data disk of a category may be, in GiB: the table under {@code Size} of the API reference of
 * {@code CreateDisk}. An ESSD's least size depends on its performance level.
 */
public record DiskSizes(int least, int most) {
    private static final String ESSD = "cloud_essd";
    private static final String USUAL_LEVEL = "PL1";

    private static final Map<String, DiskSizes> OF_CATEGORY = Map.of(
            "cloud",
            new DiskSizes(5, 2_000),
            "cloud_efficiency",
            new DiskSizes(20, 32_768),
            "cloud_ssd",
            new DiskSizes(20, 32_768),
            ESSD,
            new DiskSizes(1, 65_536),
            "cloud_auto",
            new DiskSizes(1, 65_536),
            "cloud_essd_entry",
            new DiskSizes(10, 32_768),
            "cloud_regional_disk_auto",
            new DiskSizes(10, 65_536),
            "elastic_ephemeral_disk_standard",
            new DiskSizes(64, 8_192),
            "elastic_ephemeral_disk_premium",
            new DiskSizes(64, 8_192));

    private static final Map<String, DiskSizes> OF_LEVEL = Map.of(
            "PL0",
            new DiskSizes(1, 65_536),
            USUAL_LEVEL,
            new DiskSizes(20, 65_536),
            "PL2",
            new DiskSizes(461, 65_536),
            "PL3",
            new DiskSizes(1_261, 65_536));

    /**
     * Of a category that can be made.
     *
     * @param level of an ESSD; null is PL1
     */
    public static DiskSizes of(String category, @Nullable String level) {
        DiskSizes sizes =
                category.equals(ESSD) ? OF_LEVEL.get(level == null ? USUAL_LEVEL : level) : OF_CATEGORY.get(category);
        if (sizes == null) {
            throw new IllegalArgumentException("no such disk: " + category + " " + level);
        }
        return sizes;
    }

    /** Of a category at whatever level. */
    public static DiskSizes ofAnyLevel(String category) {
        return category.equals(ESSD) ? of(ESSD, "PL0") : of(category, null);
    }

    public boolean has(int gib) {
        return least <= gib && gib <= most;
    }
}
