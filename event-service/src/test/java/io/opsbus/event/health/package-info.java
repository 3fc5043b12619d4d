@NullMarked
package io.opsbus.event.health;

import org.jspecify.annotations.NullMarked;
