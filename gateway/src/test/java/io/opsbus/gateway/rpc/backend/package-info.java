@NullMarked
package io.opsbus.gateway.rpc.backend;

import org.jspecify.annotations.NullMarked;
