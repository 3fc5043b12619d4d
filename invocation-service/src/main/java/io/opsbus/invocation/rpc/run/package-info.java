/** Actions that run commands and tell what came of it. */
@NullMarked
package io.opsbus.invocation.rpc.run;

import org.jspecify.annotations.NullMarked;
