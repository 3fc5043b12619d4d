/** How often the same news is told. Pure. */
@NullMarked
package io.opsbus.notifier.pace;

import org.jspecify.annotations.NullMarked;
