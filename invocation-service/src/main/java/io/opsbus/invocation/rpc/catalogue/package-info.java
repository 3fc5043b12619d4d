/** Commands and instances where they are kept, asked over the protocol all services speak (ADR 0010). */
@NullMarked
package io.opsbus.invocation.rpc.catalogue;

import org.jspecify.annotations.NullMarked;
