/** The operator's own door: accounts and access keys. */
@NullMarked
package io.opsbus.gateway.rpc.admin;

import org.jspecify.annotations.NullMarked;
