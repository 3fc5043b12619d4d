@NullMarked
package io.opsbus.invocation.agentlink.wire;

import org.jspecify.annotations.NullMarked;
