/** Commands on the bus: the compacted topic {@code ecs.commands}. */
@NullMarked
package io.opsbus.command.bus;

import org.jspecify.annotations.NullMarked;
