/** Runs every Micronaut service in one JVM: one application context each, one class path, one process. */
@NullMarked
package io.opsbus.standalone.micronaut;

import org.jspecify.annotations.NullMarked;
