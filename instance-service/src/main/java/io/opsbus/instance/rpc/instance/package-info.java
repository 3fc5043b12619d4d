/** Actions that show instances (contract 2.1, guide 6.1). */
@NullMarked
package io.opsbus.instance.rpc.instance;

import org.jspecify.annotations.NullMarked;
