/** A service in miniature, for ShapeRulesTest. */
@NullMarked
package io.opsbus.sample.bad;

import org.jspecify.annotations.NullMarked;
