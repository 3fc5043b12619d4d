/**
 * What happens to a system event, whoever asks: sources, users, the executor, time. Every decision is a pure function of
 * the event, the input, the rules and {@code now}.
 */
@NullMarked
package io.opsbus.event.decide;

import org.jspecify.annotations.NullMarked;
