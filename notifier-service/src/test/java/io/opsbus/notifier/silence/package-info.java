/** Tests of silences. */
@NullMarked
package io.opsbus.notifier.silence;

import org.jspecify.annotations.NullMarked;
