/** Invocations: what is to be done on which instances, how often, and how a script gets its parameters (guide 2.3.2). */
@NullMarked
package io.opsbus.invocation.work;

import org.jspecify.annotations.NullMarked;
