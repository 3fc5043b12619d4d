/** Tests. */
@NullMarked
package io.opsbus.notifier.store.journal;

import org.jspecify.annotations.NullMarked;
