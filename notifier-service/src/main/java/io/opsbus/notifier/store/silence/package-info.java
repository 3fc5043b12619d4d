/** Silences as a process knows them. */
@NullMarked
package io.opsbus.notifier.store.silence;

import org.jspecify.annotations.NullMarked;
