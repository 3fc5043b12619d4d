/** The agent's command line and its life as a service. */
@NullMarked
package io.opsbus.agent.cli;

import org.jspecify.annotations.NullMarked;
