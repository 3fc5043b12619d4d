@NullMarked
package io.opsbus.queue.store;

import org.jspecify.annotations.NullMarked;
