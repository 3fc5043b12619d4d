/** What one agent may ask of all that is there. */
@NullMarked
package io.opsbus.invocation.agentlink.limit;

import org.jspecify.annotations.NullMarked;
