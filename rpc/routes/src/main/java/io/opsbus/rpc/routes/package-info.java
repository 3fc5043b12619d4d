/** Routes on the bus: what a running service serves and where, signed by the key gateway and services share. */
@NullMarked
package io.opsbus.rpc.routes;

import org.jspecify.annotations.NullMarked;
