@NullMarked
package io.opsbus.invocation.bus;

import org.jspecify.annotations.NullMarked;
