/** The agents' words: lists, reports, kicks, registrations, signatures. Pure; text to value and value to text. */
@NullMarked
package io.opsbus.invocation.agentlink.wire;

import org.jspecify.annotations.NullMarked;
