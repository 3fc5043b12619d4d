package io.opsbus.instance.disk;

import io.opsbus.instance.AccountId;
import io.opsbus.instance.DiskId;
import io.opsbus.instance.ProviderId;
import io.opsbus.instance.RegionId;
import io.opsbus.instance.ZoneId;
import java.time.Instant;

/** What never changes about a disk and where it is. */
public record DiskIdentity(
        DiskId id, AccountId account, RegionId region, ZoneId zone, ProviderId provider, Instant createdAt) {}
