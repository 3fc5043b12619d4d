/** Deliveries that were given up, and the jobs that bring them back on their way. Pure. */
@NullMarked
package io.opsbus.notifier.redrive;

import org.jspecify.annotations.NullMarked;
