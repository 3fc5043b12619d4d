@NullMarked
package io.opsbus.invocation.wiring;

import org.jspecify.annotations.NullMarked;
