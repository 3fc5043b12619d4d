/** Tests. */
@NullMarked
package io.opsbus.notifier.delivery;

import org.jspecify.annotations.NullMarked;
