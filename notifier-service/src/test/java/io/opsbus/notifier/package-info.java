/** Tests. */
@NullMarked
package io.opsbus.notifier;

import org.jspecify.annotations.NullMarked;
