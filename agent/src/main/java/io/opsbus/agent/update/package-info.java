/** Another version of the agent itself: what is offered, whether it may be taken, and which version runs (guide 2.2). */
@NullMarked
package io.opsbus.agent.update;

import org.jspecify.annotations.NullMarked;
