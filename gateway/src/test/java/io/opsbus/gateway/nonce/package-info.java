@NullMarked
package io.opsbus.gateway.nonce;

import org.jspecify.annotations.NullMarked;
