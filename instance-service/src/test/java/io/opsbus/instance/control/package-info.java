@NullMarked
package io.opsbus.instance.control;

import org.jspecify.annotations.NullMarked;
