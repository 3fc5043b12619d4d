/** The keys of a target's signatures. */
@NullMarked
package io.opsbus.notifier.signing;

import org.jspecify.annotations.NullMarked;
