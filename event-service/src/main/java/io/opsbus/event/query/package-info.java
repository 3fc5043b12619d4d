/** Looking system events up: what is asked for, page by page, and the port to whoever keeps them. Pure. */
@NullMarked
package io.opsbus.event.query;

import org.jspecify.annotations.NullMarked;
