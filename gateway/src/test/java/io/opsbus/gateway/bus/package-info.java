@NullMarked
package io.opsbus.gateway.bus;

import org.jspecify.annotations.NullMarked;
