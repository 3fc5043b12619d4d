@NullMarked
package io.opsbus.gateway;

import org.jspecify.annotations.NullMarked;
