/** Tests of what is committed. */
@NullMarked
package io.opsbus.notifier.bus.offset;

import org.jspecify.annotations.NullMarked;
