@NullMarked
package io.opsbus.rpc.declare;

import org.jspecify.annotations.NullMarked;
