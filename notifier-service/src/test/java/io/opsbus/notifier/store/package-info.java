/** Tests. */
@NullMarked
package io.opsbus.notifier.store;

import org.jspecify.annotations.NullMarked;
