@NullMarked
package io.opsbus.instance.wiring;

import org.jspecify.annotations.NullMarked;
