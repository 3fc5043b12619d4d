/** The server as the agent sees it: signed requests, the websocket of kicks, and who this machine is (agent facts 3, 4, 6, 7). */
@NullMarked
package io.opsbus.agent.wire;

import org.jspecify.annotations.NullMarked;
