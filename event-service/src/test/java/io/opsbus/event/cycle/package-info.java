@NullMarked
package io.opsbus.event.cycle;

import org.jspecify.annotations.NullMarked;
