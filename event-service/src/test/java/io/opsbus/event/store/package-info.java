@NullMarked
package io.opsbus.event.store;

import org.jspecify.annotations.NullMarked;
