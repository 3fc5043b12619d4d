package io.opsbus.instance.catalog;

/**
 * A specification that can be bought.
 *
 * @param cpu virtual CPUs
 * @param memoryMiB memory, in MiB
 * @param diskLimit most disks, the system disk among them
 * @param captures whether console output and screenshots can be had: not for retired families (guide 6.1)
 * @param localDiskGiB size of the disk of its host it has for itself; 0 for none (guide 3.2 本地盘实例)
 */
public record InstanceType(
        InstanceTypeName name, int cpu, int memoryMiB, int diskLimit, boolean captures, int localDiskGiB) {
    /** Whether some of its data lies on its host. */
    public boolean keepsDataOnItsHost() {
        return localDiskGiB > 0;
    }
}
