@NullMarked
package io.opsbus.rpc.token;

import org.jspecify.annotations.NullMarked;
