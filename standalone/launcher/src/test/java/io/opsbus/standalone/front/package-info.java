@NullMarked
package io.opsbus.standalone.front;

import org.jspecify.annotations.NullMarked;
