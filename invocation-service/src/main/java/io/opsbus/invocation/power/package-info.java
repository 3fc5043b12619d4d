/** What an exit code may do to the machine, where an agent would do it (agent facts 9; ADR 16; threat 8). Pure. */
@NullMarked
package io.opsbus.invocation.power;

import org.jspecify.annotations.NullMarked;
