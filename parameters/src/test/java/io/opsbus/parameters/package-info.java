@NullMarked
package io.opsbus.parameters;

import org.jspecify.annotations.NullMarked;
