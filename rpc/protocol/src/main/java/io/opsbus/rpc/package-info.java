/**
 * The Alibaba-compatible RPC protocol without any framework: which Action a request names and what an Action is.
 * Parameters, signatures and replies live in the packages below. Nothing here throws for bad input.
 */
@NullMarked
package io.opsbus.rpc;

import org.jspecify.annotations.NullMarked;
