@NullMarked
package io.opsbus.event.rpc.ecs;

import org.jspecify.annotations.NullMarked;
