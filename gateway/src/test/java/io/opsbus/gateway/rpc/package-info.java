@NullMarked
package io.opsbus.gateway.rpc;

import org.jspecify.annotations.NullMarked;
