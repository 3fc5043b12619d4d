/** Secrets at rest: a {@code MasterKey} seals and opens them; what is sealed is safe to store, not safe to swap. */
@NullMarked
package io.opsbus.seal;

import org.jspecify.annotations.NullMarked;
