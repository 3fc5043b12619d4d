/** Scripts on machines that are simulated: what they write, how long they take, how they end. Nothing of them is run. */
@NullMarked
package io.opsbus.invocation.simulated.script;

import org.jspecify.annotations.NullMarked;
