/** Receivers that wait for a message, and what wakes them. */
@NullMarked
package io.opsbus.queue.wait;

import org.jspecify.annotations.NullMarked;
