@NullMarked
package io.opsbus.agent.windows;

import org.jspecify.annotations.NullMarked;
