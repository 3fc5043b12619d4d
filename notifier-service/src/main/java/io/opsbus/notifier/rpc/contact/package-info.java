/** Confirming addresses of contacts, for the operator. */
@NullMarked
package io.opsbus.notifier.rpc.contact;

import org.jspecify.annotations.NullMarked;
