/** Every topic and every record on the bus, and the codec between them. */
@NullMarked
package io.opsbus.schemas;

import org.jspecify.annotations.NullMarked;
