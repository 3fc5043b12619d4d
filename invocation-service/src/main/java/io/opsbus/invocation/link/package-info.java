/**
 * What the agents' endpoint asks and tells: tasks to deliver, what became of them, who is there, whom to kick.
 * The endpoint knows the wire and nothing of invocations; whoever is behind {@link io.opsbus.invocation.link.AgentTasks} knows
 * invocations and nothing of the wire.
 */
@NullMarked
package io.opsbus.invocation.link;

import org.jspecify.annotations.NullMarked;
