@NullMarked
package io.opsbus.agent.given;

import org.jspecify.annotations.NullMarked;
