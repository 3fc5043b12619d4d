/** From what a caller describes to the instance that is to be made. */
@NullMarked
package io.opsbus.instance.launch;

import org.jspecify.annotations.NullMarked;
