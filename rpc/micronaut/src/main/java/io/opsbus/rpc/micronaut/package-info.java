/**
 * The thin Micronaut host of rpc: starts a service as one application context among others, and gives each of them what
 * every endpoint owes its callers: request and trace ids, errors in the shape of the protocol, bounded requests.
 */
@NullMarked
package io.opsbus.rpc.micronaut;

import org.jspecify.annotations.NullMarked;
