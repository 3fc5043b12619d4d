@NullMarked
package io.opsbus.invocation.rpc;

import org.jspecify.annotations.NullMarked;
