@NullMarked
package io.opsbus.event.kind;

import org.jspecify.annotations.NullMarked;
