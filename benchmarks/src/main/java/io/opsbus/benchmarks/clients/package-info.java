/**
 * {@code bench clients}: HTTP clients for the webhook channel, each behind one port ({@link WebhookSender}), fed from
 * memory, and what a delivery costs with each.
 */
@NullMarked
package io.opsbus.benchmarks.clients;

import org.jspecify.annotations.NullMarked;
