/** Which running service answers an action: what services announced, and which of it still holds. */
@NullMarked
package io.opsbus.gateway.route;

import org.jspecify.annotations.NullMarked;
