/** The ECS API of system events (API facts 2.1), one class for each Action. */
@NullMarked
package io.opsbus.event.rpc.ecs;

import org.jspecify.annotations.NullMarked;
