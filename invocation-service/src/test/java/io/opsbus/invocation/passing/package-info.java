@NullMarked
package io.opsbus.invocation.passing;

import org.jspecify.annotations.NullMarked;
