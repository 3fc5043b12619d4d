/** What accounts may spend on short messages in a day. Pure. */
@NullMarked
package io.opsbus.notifier.budget;

import org.jspecify.annotations.NullMarked;
