/** What this service remembers of the bus: the newest events of each account, and the records nobody could read. Pure. */
@NullMarked
package io.opsbus.event.recent;

import org.jspecify.annotations.NullMarked;
