/** Tests. */
@NullMarked
package io.opsbus.notifier.store.consent;

import org.jspecify.annotations.NullMarked;
