/** Tests. */
@NullMarked
package io.opsbus.notifier.journal;

import org.jspecify.annotations.NullMarked;
