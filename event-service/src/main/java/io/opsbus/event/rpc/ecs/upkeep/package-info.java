/** Actions on what owners wish of the maintenance of their instances. */
@NullMarked
package io.opsbus.event.rpc.ecs.upkeep;

import org.jspecify.annotations.NullMarked;
