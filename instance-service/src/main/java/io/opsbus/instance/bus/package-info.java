/** Kafka: the facts as the records of their topics. Nothing is read from it. */
@NullMarked
package io.opsbus.instance.bus;

import org.jspecify.annotations.NullMarked;
