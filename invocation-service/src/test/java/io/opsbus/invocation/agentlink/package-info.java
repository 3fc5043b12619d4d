@NullMarked
package io.opsbus.invocation.agentlink;

import org.jspecify.annotations.NullMarked;
