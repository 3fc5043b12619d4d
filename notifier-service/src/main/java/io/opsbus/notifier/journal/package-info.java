/** What is remembered of attempts, to be asked for later: fed from {@code notifier.attempts}, never by whoever makes them. Pure. */
@NullMarked
package io.opsbus.notifier.journal;

import org.jspecify.annotations.NullMarked;
