/** How much each instance has been used, in PostgreSQL. */
@NullMarked
package io.opsbus.invocation.store.usage;

import org.jspecify.annotations.NullMarked;
