package io.opsbus.instance.catalog;

/**
 * An image; metadata only.
 *
 * @param name of the system, {@code Alibaba Cloud Linux 2.1903 LTS 64位}
 * @param nameEn the same in English
 * @param sizeGiB the smallest system disk it fits on
 */
public record Image(ImageId id, OsType os, String name, String nameEn, int sizeGiB) {}
