/** Targets whose deliveries wait, and why. Pure. */
@NullMarked
package io.opsbus.notifier.hold;

import org.jspecify.annotations.NullMarked;
