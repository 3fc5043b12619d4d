@NullMarked
package io.opsbus.invocation.work;

import org.jspecify.annotations.NullMarked;
