/** Tests. */
@NullMarked
package io.opsbus.notifier.dispatch;

import org.jspecify.annotations.NullMarked;
