@NullMarked
package io.opsbus.event.bus.fleet;

import org.jspecify.annotations.NullMarked;
