/** How the tests get at the system and at its clients. */
@NullMarked
package io.opsbus.conformance.suite;

import org.jspecify.annotations.NullMarked;
