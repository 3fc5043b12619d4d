/**
 * The fleet as this service knows it from the bus: a read model of instances and disks, and what their changes mean for
 * system events. Pure, but for the ports.
 */
@NullMarked
package io.opsbus.event.fleet;

import org.jspecify.annotations.NullMarked;
