@NullMarked
package io.opsbus.standalone.compose;

import org.jspecify.annotations.NullMarked;
