@NullMarked
package io.opsbus.invocation.status;

import org.jspecify.annotations.NullMarked;
