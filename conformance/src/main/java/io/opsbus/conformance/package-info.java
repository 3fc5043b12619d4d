/**
 * What the suite speaks of: where the system is ({@link io.opsbus.conformance.Target}), a client of it in whatever
 * generation ({@link io.opsbus.conformance.Sdk}), and what it heard ({@link io.opsbus.conformance.Answer}).
 */
@NullMarked
package io.opsbus.conformance;

import org.jspecify.annotations.NullMarked;
