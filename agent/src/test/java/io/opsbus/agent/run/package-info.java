@NullMarked
package io.opsbus.agent.run;

import org.jspecify.annotations.NullMarked;
