@NullMarked
package io.opsbus.gateway.throttle;

import org.jspecify.annotations.NullMarked;
