@NullMarked
package io.opsbus.agent.timer;

import org.jspecify.annotations.NullMarked;
