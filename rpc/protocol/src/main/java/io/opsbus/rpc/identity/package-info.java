/** Who asks, as the gateway found out and as services believe it: a signed header, and nothing else. */
@NullMarked
package io.opsbus.rpc.identity;

import org.jspecify.annotations.NullMarked;
