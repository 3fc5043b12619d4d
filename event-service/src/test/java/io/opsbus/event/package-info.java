@NullMarked
package io.opsbus.event;

import org.jspecify.annotations.NullMarked;
