@NullMarked
package io.opsbus.event.wiring;

import org.jspecify.annotations.NullMarked;
