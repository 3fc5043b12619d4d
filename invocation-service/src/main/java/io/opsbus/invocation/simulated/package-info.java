/**
 * Agents of simulated instances (ADR 25): what each does is decided here, by values; time, threads and the service are arguments.
 * They come by {@link io.opsbus.invocation.link.AgentTasks} as every agent does.
 */
@NullMarked
package io.opsbus.invocation.simulated;

import org.jspecify.annotations.NullMarked;
