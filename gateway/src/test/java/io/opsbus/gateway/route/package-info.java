@NullMarked
package io.opsbus.gateway.route;

import org.jspecify.annotations.NullMarked;
