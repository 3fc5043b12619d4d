@NullMarked
package io.opsbus.invocation.store;

import org.jspecify.annotations.NullMarked;
