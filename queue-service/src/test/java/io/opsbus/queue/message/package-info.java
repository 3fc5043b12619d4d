@NullMarked
package io.opsbus.queue.message;

import org.jspecify.annotations.NullMarked;
