/**
 * What the tests of several modules share: the backbone ({@link io.opsbus.testkit.Backbone}), a clock that stands still,
 * seeds that are printed, a webhook receiver that misbehaves on demand, and the rules of our shape. Main-scope classes,
 * test-scope dependency.
 */
@NullMarked
package io.opsbus.testkit;

import org.jspecify.annotations.NullMarked;
