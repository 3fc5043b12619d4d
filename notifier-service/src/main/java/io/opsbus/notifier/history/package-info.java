/** The events of the last days, kept so that they can be asked for and rules tried on them (dry run). Pure. */
@NullMarked
package io.opsbus.notifier.history;

import org.jspecify.annotations.NullMarked;
