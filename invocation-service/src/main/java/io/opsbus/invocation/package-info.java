/**
 * Cloud Assistant's invocations (guide 2.1 to 2.4): what runs a command on instances, once or again and again, and what came of it.
 * The names everything here is called by; the subpackages hold what the things are. Pure: values in, values out.
 */
@NullMarked
package io.opsbus.invocation;

import org.jspecify.annotations.NullMarked;
