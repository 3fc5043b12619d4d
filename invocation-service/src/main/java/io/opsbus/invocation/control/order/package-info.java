/** What somebody wants done, held against what was read of the world, and what an agent is given of it. Nothing is read here. */
@NullMarked
package io.opsbus.invocation.control.order;

import org.jspecify.annotations.NullMarked;
