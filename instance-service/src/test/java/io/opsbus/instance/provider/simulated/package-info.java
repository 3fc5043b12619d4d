@NullMarked
package io.opsbus.instance.provider.simulated;

import org.jspecify.annotations.NullMarked;
