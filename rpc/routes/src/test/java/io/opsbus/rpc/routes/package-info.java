@NullMarked
package io.opsbus.rpc.routes;

import org.jspecify.annotations.NullMarked;
