/**
 * Where deliveries can go (guide 4.1, 配置事件投递目标): one record for each kind of target, what its fields may hold, and the rate it is sent
 * at. Which machine a host's name leads to is the egress policy's matter, at every dial.
 */
@NullMarked
package io.opsbus.notifier.targets;

import org.jspecify.annotations.NullMarked;
