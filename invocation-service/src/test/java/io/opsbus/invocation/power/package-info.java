/** What guarded scripts do on a machine, with real shells. */
@NullMarked
package io.opsbus.invocation.power;

import org.jspecify.annotations.NullMarked;
