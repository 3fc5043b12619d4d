/** One-off silences: spans of time in which an account is not told what it has said it expects. Pure. */
@NullMarked
package io.opsbus.notifier.silence;

import org.jspecify.annotations.NullMarked;
