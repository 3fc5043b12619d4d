package io.opsbus.instance.control;

import io.opsbus.instance.catalog.Catalog;

/**
 * All a request needs. Every call takes the account; another account's resource is not found. Hosts are the operator's.
 *
 * @param catalog what can be bought and where
 */
public record Fleet(
        InstanceDesk instances,
        DiskDesk disks,
        SnapshotDesk snapshots,
        TagDesk tags,
        Catalog catalog,
        HostDesk hosts) {}
