/** Settings of the ways out. */
@NullMarked
package io.opsbus.notifier.wiring.channels;

import org.jspecify.annotations.NullMarked;
