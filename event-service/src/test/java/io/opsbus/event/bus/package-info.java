@NullMarked
package io.opsbus.event.bus;

import org.jspecify.annotations.NullMarked;
