/** Wiring in miniature, for ShapeRulesTest. */
@NullMarked
package io.opsbus.sample.spring.wiring;

import org.jspecify.annotations.NullMarked;
