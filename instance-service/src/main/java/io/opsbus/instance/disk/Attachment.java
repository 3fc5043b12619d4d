package io.opsbus.instance.disk;

import io.opsbus.instance.InstanceId;

/**
 * Where a disk hangs.
 *
 * @param device {@code /dev/xvdb}
 */
public record Attachment(InstanceId instance, String device) {}
