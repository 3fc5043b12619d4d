/** A parked delivery as a row of the table {@code parked}. */
@NullMarked
package io.opsbus.notifier.store.parked;

import org.jspecify.annotations.NullMarked;
