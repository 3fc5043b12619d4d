@NullMarked
package io.opsbus.invocation.tail;

import org.jspecify.annotations.NullMarked;
