/** What the server gives, on its way and until nobody needs it: lists that are longer than the agent's memory, and the scripts in them. */
@NullMarked
package io.opsbus.agent.given;

import org.jspecify.annotations.NullMarked;
