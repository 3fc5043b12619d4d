@NullMarked
package io.opsbus.invocation.task;

import org.jspecify.annotations.NullMarked;
