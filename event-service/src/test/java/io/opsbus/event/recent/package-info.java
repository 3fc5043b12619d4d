@NullMarked
package io.opsbus.event.recent;

import org.jspecify.annotations.NullMarked;
