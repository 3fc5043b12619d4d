/**
 * Where a script has a value that it was given as a variable read again, as a script or a part of one (threat 6). It looks at the
 * script alone, when a value is checked. Pure.
 */
@NullMarked
package io.opsbus.invocation.passing.rereading;

import org.jspecify.annotations.NullMarked;
