/** A service in miniature, for ShapeRulesTest. */
@NullMarked
package io.opsbus.sample.bad.rpc;

import org.jspecify.annotations.NullMarked;
