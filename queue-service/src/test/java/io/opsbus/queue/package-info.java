@NullMarked
package io.opsbus.queue;

import org.jspecify.annotations.NullMarked;
