@NullMarked
package io.opsbus.event.fleet;

import org.jspecify.annotations.NullMarked;
