package io.opsbus.instance.fleet;

import io.opsbus.instance.AccountId;
import io.opsbus.instance.InstanceId;
import io.opsbus.instance.RegionId;
import io.opsbus.instance.ZoneId;
import java.time.Instant;

/**
 * What never changes about an instance.
 *
 * @param serialNumber UUID the system inside sees
 */
public record Identity(
        InstanceId id, AccountId account, RegionId region, ZoneId zone, String serialNumber, Instant createdAt) {}
