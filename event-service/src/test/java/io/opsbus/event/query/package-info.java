@NullMarked
package io.opsbus.event.query;

import org.jspecify.annotations.NullMarked;
