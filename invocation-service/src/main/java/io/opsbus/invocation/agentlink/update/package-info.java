/** Versions of our agent an operator has published, as files (guide 2.2). They are told to our agent alone, and nobody is made to take one. */
@NullMarked
package io.opsbus.invocation.agentlink.update;

import org.jspecify.annotations.NullMarked;
