/** Requests in: what an HTTP request asks for and what it is answered, free of any framework. */
@NullMarked
package io.opsbus.event.rpc;

import org.jspecify.annotations.NullMarked;
