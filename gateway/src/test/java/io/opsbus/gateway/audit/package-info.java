@NullMarked
package io.opsbus.gateway.audit;

import org.jspecify.annotations.NullMarked;
