@NullMarked
package io.opsbus.gateway.store;

import org.jspecify.annotations.NullMarked;
