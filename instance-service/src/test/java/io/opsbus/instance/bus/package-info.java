@NullMarked
package io.opsbus.instance.bus;

import org.jspecify.annotations.NullMarked;
