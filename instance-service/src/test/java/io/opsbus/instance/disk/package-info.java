@NullMarked
package io.opsbus.instance.disk;

import org.jspecify.annotations.NullMarked;
