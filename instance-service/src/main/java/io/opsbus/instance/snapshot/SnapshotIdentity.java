package io.opsbus.instance.snapshot;

import io.opsbus.instance.AccountId;
import io.opsbus.instance.ProviderId;
import io.opsbus.instance.RegionId;
import io.opsbus.instance.SnapshotId;
import java.time.Instant;

/** What never changes about a snapshot and where it is. */
public record SnapshotIdentity(
        SnapshotId id, AccountId account, RegionId region, ProviderId provider, Instant createdAt) {}
