/**
 * Messages: sent, delayed, received for a while, deleted. A message is handed to one receiver at a time and stays until that
 * one deletes it: at least once.
 *
 * <pre>
 *           delay over            receive
 *  delayed ───────────> active ─────────────> inactive ──delete──> gone
 *     │                    ^  └─ received too often: to the queue of dead letters
 *     └─delete─> gone      └───── visibility over ──┘
 * </pre>
 */
@NullMarked
package io.opsbus.queue.message;

import org.jspecify.annotations.NullMarked;
