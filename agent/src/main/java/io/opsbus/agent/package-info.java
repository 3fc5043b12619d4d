/**
 * What the agent decides, pure: which task runs when, what of its output is kept, how a report stands on the wire. Around it
 * {@code run} (processes and files of this machine), {@code wire} (the server) and {@code cli} (people and systemd).
 */
@NullMarked
package io.opsbus.agent;

import org.jspecify.annotations.NullMarked;
