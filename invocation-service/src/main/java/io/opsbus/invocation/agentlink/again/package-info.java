/** What an agent that asks again has not heard. Pure but for its locks. */
@NullMarked
package io.opsbus.invocation.agentlink.again;

import org.jspecify.annotations.NullMarked;
