@NullMarked
package io.opsbus.rpc.identity;

import org.jspecify.annotations.NullMarked;
