@NullMarked
package io.opsbus.gateway.wiring;

import org.jspecify.annotations.NullMarked;
