/** The front door: which call is it, who signed it, may it be made, and by whom is it answered. */
@NullMarked
package io.opsbus.gateway.rpc;

import org.jspecify.annotations.NullMarked;
