/**
 * An HTTP request and its reply as hosts hand them over: the seam between a framework's server and whoever answers. The same
 * {@code RpcHostContract} runs on every host.
 */
@NullMarked
package io.opsbus.rpc.http;

import org.jspecify.annotations.NullMarked;
