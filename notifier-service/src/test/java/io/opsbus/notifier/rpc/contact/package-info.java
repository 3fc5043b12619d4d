/** Tests of confirming addresses over HTTP. */
@NullMarked
package io.opsbus.notifier.rpc.contact;

import org.jspecify.annotations.NullMarked;
