/** Processes, files and timers of this machine: what the agent's decisions become. */
@NullMarked
package io.opsbus.agent.run;

import org.jspecify.annotations.NullMarked;
