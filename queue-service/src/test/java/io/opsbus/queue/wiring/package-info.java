@NullMarked
package io.opsbus.queue.wiring;

import org.jspecify.annotations.NullMarked;
