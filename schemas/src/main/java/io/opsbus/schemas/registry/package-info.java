/** The schema registry as a port, spoken to over the Confluent REST API. */
@NullMarked
package io.opsbus.schemas.registry;

import org.jspecify.annotations.NullMarked;
