@NullMarked
package io.opsbus.invocation.delivery;

import org.jspecify.annotations.NullMarked;
