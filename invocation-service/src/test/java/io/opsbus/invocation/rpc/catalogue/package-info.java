@NullMarked
package io.opsbus.invocation.rpc.catalogue;

import org.jspecify.annotations.NullMarked;
