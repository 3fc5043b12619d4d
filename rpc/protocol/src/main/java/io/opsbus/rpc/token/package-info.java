/** {@code ClientToken}: a request sent again hears the first answer (contract 1.8). */
@NullMarked
package io.opsbus.rpc.token;

import org.jspecify.annotations.NullMarked;
