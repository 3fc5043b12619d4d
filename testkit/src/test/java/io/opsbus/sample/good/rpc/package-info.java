/** A service in miniature, for ShapeRulesTest. */
@NullMarked
package io.opsbus.sample.good.rpc;

import org.jspecify.annotations.NullMarked;
