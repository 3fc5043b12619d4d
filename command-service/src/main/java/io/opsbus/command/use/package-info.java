/** Which commands periodic invocations use, as invocation-service tells it. */
@NullMarked
package io.opsbus.command.use;

import org.jspecify.annotations.NullMarked;
