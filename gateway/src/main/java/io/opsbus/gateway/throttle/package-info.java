/** How often an account may call an action. */
@NullMarked
package io.opsbus.gateway.throttle;

import org.jspecify.annotations.NullMarked;
