/** An instance: what it is, its states and what is told about it. How it changes is in {@code lifecycle}. */
@NullMarked
package io.opsbus.instance.fleet;

import org.jspecify.annotations.NullMarked;
