/** The door agents know: it stays open while the service behind it is started anew. */
@NullMarked
package io.opsbus.standalone.front;

import org.jspecify.annotations.NullMarked;
