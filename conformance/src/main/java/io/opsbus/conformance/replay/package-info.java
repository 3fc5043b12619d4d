/** Gives an SDK an answer that was heard before, to see what it makes of it. */
@NullMarked
package io.opsbus.conformance.replay;

import org.jspecify.annotations.NullMarked;
