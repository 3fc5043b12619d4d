@NullMarked
package io.opsbus.queue.wait;

import org.jspecify.annotations.NullMarked;
