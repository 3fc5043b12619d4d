/**
 * The programs every service leans on, as child processes of one machine: the Kafka broker, PostgreSQL and the schema
 * registry. Starters ({@code *Server}) run in the launcher or in a test; {@link io.opsbus.standalone.backbone.KafkaMain}
 * is the one class here that runs inside a child.
 */
@NullMarked
package io.opsbus.standalone.backbone;

import org.jspecify.annotations.NullMarked;
