@NullMarked
package io.opsbus.instance.provider;

import org.jspecify.annotations.NullMarked;
