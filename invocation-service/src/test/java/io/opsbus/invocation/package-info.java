@NullMarked
package io.opsbus.invocation;

import org.jspecify.annotations.NullMarked;
