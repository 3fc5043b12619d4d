/** A service that asks another one, for the account whose request it answers. */
@NullMarked
package io.opsbus.rpc.peer;

import org.jspecify.annotations.NullMarked;
