/**
 * What joins decisions, ledgers and reads: desks where actions, agents, timers and the bus have things done (ADR 0009). A
 * room: it may block, and names no framework.
 */
@NullMarked
package io.opsbus.invocation.control;

import org.jspecify.annotations.NullMarked;
