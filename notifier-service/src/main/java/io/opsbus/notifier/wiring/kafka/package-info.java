/** Producers and readers of the notifier's own topics. */
@NullMarked
package io.opsbus.notifier.wiring.kafka;

import org.jspecify.annotations.NullMarked;
