/** Where system events come from: operators, compute providers, bills. Values that become inputs of decisions; pure. */
@NullMarked
package io.opsbus.event.source;

import org.jspecify.annotations.NullMarked;
