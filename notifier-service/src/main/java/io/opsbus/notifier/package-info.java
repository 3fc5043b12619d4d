/**
 * The notifier's domain: who wants to hear of which events (guide 4.1), and the rules that decide it. Pure: no clock, no
 * thread, no I/O. {@code delivery} is the life of one delivery, {@code dispatch} the engine that moves many.
 */
@NullMarked
package io.opsbus.notifier;

import org.jspecify.annotations.NullMarked;
