@NullMarked
package io.opsbus.agent.update;

import org.jspecify.annotations.NullMarked;
