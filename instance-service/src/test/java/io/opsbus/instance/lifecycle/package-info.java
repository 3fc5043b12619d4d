@NullMarked
package io.opsbus.instance.lifecycle;

import org.jspecify.annotations.NullMarked;
