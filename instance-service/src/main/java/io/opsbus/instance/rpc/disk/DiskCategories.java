package io.opsbus.instance.rpc.disk;

import java.util.ArrayList;
import java.util.List;

/** The words of {@code Category} (contract 2.1, DescribeDisks) and which of them can be made. */
public final class DiskCategories {
    private static final List<String> MADE = List.of(
            "cloud",
            "cloud_efficiency",
            "cloud_ssd",
            "cloud_essd",
            "cloud_auto",
            "cloud_essd_entry",
            "cloud_regional_disk_auto",
            "elastic_ephemeral_disk_standard",
            "elastic_ephemeral_disk_premium");
    private static final List<String> LOCAL = List.of("local_ssd_pro", "local_hdd_pro", "ephemeral", "ephemeral_ssd");

    private DiskCategories() {}

    /** Those a request may make. */
    public static String[] made() {
        return MADE.toArray(new String[0]);
    }

    static String[] withAll() {
        List<String> all = new ArrayList<>(MADE);
        all.addAll(LOCAL);
        all.addFirst("all");
        return all.toArray(new String[0]);
    }
}
