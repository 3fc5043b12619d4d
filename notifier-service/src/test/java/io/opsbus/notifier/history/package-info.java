/** Tests. */
@NullMarked
package io.opsbus.notifier.history;

import org.jspecify.annotations.NullMarked;
