/** Starts a system of the suite's own with {@code ./opsbus}, as a user would. */
@NullMarked
package io.opsbus.conformance.system;

import org.jspecify.annotations.NullMarked;
