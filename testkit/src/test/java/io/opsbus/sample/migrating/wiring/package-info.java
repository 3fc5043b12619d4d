/** A migration over the connections of requests, for ShapeRulesTest. */
@NullMarked
package io.opsbus.sample.migrating.wiring;

import org.jspecify.annotations.NullMarked;
