/** Tests. */
@NullMarked
package io.opsbus.notifier.bus;

import org.jspecify.annotations.NullMarked;
