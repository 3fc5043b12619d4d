/** Asking receivers for their consent, over HTTP. */
@NullMarked
package io.opsbus.notifier.rpc.consent;

import org.jspecify.annotations.NullMarked;
