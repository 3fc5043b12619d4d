/** Tests. */
@NullMarked
package io.opsbus.notifier.wiring;

import org.jspecify.annotations.NullMarked;
