@NullMarked
package io.opsbus.invocation.simulated.script;

import org.jspecify.annotations.NullMarked;
