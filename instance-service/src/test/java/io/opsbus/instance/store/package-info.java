@NullMarked
package io.opsbus.instance.store;

import org.jspecify.annotations.NullMarked;
