/** Tests of kept silences. */
@NullMarked
package io.opsbus.notifier.store.silence;

import org.jspecify.annotations.NullMarked;
