@NullMarked
package io.opsbus.agent.wire;

import org.jspecify.annotations.NullMarked;
