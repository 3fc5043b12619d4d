@NullMarked
package io.opsbus.invocation.control;

import org.jspecify.annotations.NullMarked;
