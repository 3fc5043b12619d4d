/** The life of one delivery, pure: its identity, its states, what an attempt's outcome means and when the next one is due. */
@NullMarked
package io.opsbus.notifier.delivery;

import org.jspecify.annotations.NullMarked;
