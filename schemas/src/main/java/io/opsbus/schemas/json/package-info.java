/** The guide's JSON form of an event, both ways, driven by the Avro schemas of the event records. */
@NullMarked
package io.opsbus.schemas.json;

import org.jspecify.annotations.NullMarked;
