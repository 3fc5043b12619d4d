/** A service in miniature, for ShapeRulesTest. */
@NullMarked
package io.opsbus.sample.good;

import org.jspecify.annotations.NullMarked;
