/** The ways out, put together from their settings. */
@NullMarked
package io.opsbus.notifier.wiring.channels;

import org.jspecify.annotations.NullMarked;
