/** Rows that cannot be read. */
@NullMarked
package io.opsbus.invocation.store.broken;

import org.jspecify.annotations.NullMarked;
