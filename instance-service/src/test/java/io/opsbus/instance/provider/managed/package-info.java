@NullMarked
package io.opsbus.instance.provider.managed;

import org.jspecify.annotations.NullMarked;
