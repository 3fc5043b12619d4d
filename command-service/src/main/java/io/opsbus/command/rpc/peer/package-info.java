/** invocation-service, as far as it is asked. */
@NullMarked
package io.opsbus.command.rpc.peer;

import org.jspecify.annotations.NullMarked;
