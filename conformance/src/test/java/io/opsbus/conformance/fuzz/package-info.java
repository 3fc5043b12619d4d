/** Requests nobody should make, made by chance from a seed. */
@NullMarked
package io.opsbus.conformance.fuzz;

import org.jspecify.annotations.NullMarked;
