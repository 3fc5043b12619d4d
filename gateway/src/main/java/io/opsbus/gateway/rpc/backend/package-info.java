/** Calls of services: to which endpoint, how long, how many at a time. */
@NullMarked
package io.opsbus.gateway.rpc.backend;

import org.jspecify.annotations.NullMarked;
