package io.opsbus.instance.provider;

import io.opsbus.instance.InstanceId;
import io.opsbus.instance.ProviderId;
import java.time.Instant;

/**
 * Where an event comes from.
 *
 * @param incarnation of the machine when it happened; an event of an earlier one than is known is late news
 * @param sequence grows with every event of one incarnation; gaps are no loss
 */
public record Origin(ProviderId provider, InstanceId machine, long incarnation, long sequence, Instant occurredAt) {}
