/**
 * Agents that behave as the official one was seen to (agent facts 5 to 12), its traps and its reconnect habits included, thousands
 * in one process. They run no scripts: what a task prints is computed.
 */
@NullMarked
package io.opsbus.testkit.agent;

import org.jspecify.annotations.NullMarked;
