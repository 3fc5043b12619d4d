@NullMarked
package io.opsbus.invocation.schedule;

import org.jspecify.annotations.NullMarked;
