@NullMarked
package io.opsbus.event.decide;

import org.jspecify.annotations.NullMarked;
