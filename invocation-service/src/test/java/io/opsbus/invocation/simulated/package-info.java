@NullMarked
package io.opsbus.invocation.simulated;

import org.jspecify.annotations.NullMarked;
