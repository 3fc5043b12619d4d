@NullMarked
package io.opsbus.rpc.postgres;

import org.jspecify.annotations.NullMarked;
