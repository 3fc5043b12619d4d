/** Stands for Flyway in ShapeRulesTest. */
@NullMarked
package org.flywaydb.core.api.configuration;

import org.jspecify.annotations.NullMarked;
