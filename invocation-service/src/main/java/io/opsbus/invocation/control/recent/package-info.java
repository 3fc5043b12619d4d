/** What a process remembers for a while, so that a burst of requests costs one look into the store. */
@NullMarked
package io.opsbus.invocation.control.recent;

import org.jspecify.annotations.NullMarked;
