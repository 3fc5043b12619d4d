@NullMarked
package io.opsbus.invocation.rpc.run;

import org.jspecify.annotations.NullMarked;
