/** Output on its way into an object store, in PostgreSQL. */
@NullMarked
package io.opsbus.invocation.store.output;

import org.jspecify.annotations.NullMarked;
