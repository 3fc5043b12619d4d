/** One lane for each target: its window or its digests, its rate, its breaker. A slow target only ever fills its own. */
@NullMarked
package io.opsbus.notifier.dispatch.lane;

import org.jspecify.annotations.NullMarked;
