@NullMarked
package io.opsbus.event.source;

import org.jspecify.annotations.NullMarked;
