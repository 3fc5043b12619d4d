/**
 * What the runs of an invocation write, as it comes: from two looks at its tasks follows what has come in between.
 *
 * <pre>
 *   tasks at a moment --+
 *                       +--> Tail.next --> output, cut, status, end
 *   Place told so far --+                  and the Place after that
 * </pre>
 */
@NullMarked
package io.opsbus.invocation.tail;

import org.jspecify.annotations.NullMarked;
