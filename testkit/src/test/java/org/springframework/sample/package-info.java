/** Stands for Spring in ShapeRulesTest. */
@NullMarked
package org.springframework.sample;

import org.jspecify.annotations.NullMarked;
