/** What the bus tells about the fleet, and what that does to system events. */
@NullMarked
package io.opsbus.event.bus.fleet;

import org.jspecify.annotations.NullMarked;
