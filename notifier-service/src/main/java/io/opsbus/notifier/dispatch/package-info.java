/**
 * The engine that moves deliveries: a lane per target with its window and breaker, the pass of one batch, the worker of parked deliveries,
 * and the ports they need. Plain Java; time and chance are arguments. A slow target only ever fills its own lane.
 */
@NullMarked
package io.opsbus.notifier.dispatch;

import org.jspecify.annotations.NullMarked;
