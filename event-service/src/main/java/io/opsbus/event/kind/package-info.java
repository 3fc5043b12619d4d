/**
 * The kinds of system events as tables (guide 3.1 to 3.3, API facts 3.3 and 3.6): what starts them, how long the user may
 * act, what happens by itself, how grave each state is, what the guide advises. Values only.
 */
@NullMarked
package io.opsbus.event.kind;

import org.jspecify.annotations.NullMarked;
