/** Tests. */
@NullMarked
package io.opsbus.notifier.dispatch.lane;

import org.jspecify.annotations.NullMarked;
