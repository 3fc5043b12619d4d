/** Files that are nobody else's business. */
@NullMarked
package io.opsbus.agent.disk;

import org.jspecify.annotations.NullMarked;
