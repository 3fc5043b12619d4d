/** One process for all Spring services: a context each, nothing shared but the class path. */
@NullMarked
package io.opsbus.standalone.spring;

import org.jspecify.annotations.NullMarked;
