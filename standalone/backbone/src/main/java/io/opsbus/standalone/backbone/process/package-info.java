/**
 * Child processes in general: starting one with a log file, signals, an orderly stop, a guard that outlives us, JVM
 * command lines and their AOT caches. Knows nothing of Kafka, PostgreSQL or the registry.
 */
@NullMarked
package io.opsbus.standalone.backbone.process;

import org.jspecify.annotations.NullMarked;
