@NullMarked
package io.opsbus.invocation.fleet;

import org.jspecify.annotations.NullMarked;
