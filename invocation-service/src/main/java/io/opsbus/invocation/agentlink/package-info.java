/**
 * The agents' endpoint (guide 2.2): the official agent's wire to the letter, every request proven, on a listener of its own with
 * TLS. It knows nothing of invocations: what agents ask and tell goes through {@link io.opsbus.invocation.link.AgentTasks}.
 * {@code wire} is the pure part: words to values and back.
 */
@NullMarked
package io.opsbus.invocation.agentlink;

import org.jspecify.annotations.NullMarked;
