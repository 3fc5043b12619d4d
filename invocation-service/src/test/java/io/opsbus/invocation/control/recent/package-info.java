@NullMarked
package io.opsbus.invocation.control.recent;

import org.jspecify.annotations.NullMarked;
