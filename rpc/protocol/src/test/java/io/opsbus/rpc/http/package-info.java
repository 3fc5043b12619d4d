/** The contract every host of rpc passes, and the raw HTTP it is checked with. */
@NullMarked
package io.opsbus.rpc.http;

import org.jspecify.annotations.NullMarked;
