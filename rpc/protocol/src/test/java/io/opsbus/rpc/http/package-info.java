/** The door and the room for bodies. */
@NullMarked
package io.opsbus.rpc.http;

import org.jspecify.annotations.NullMarked;
