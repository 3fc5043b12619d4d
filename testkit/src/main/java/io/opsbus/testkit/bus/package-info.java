/** What tests of services put on the bus: the guide's sample events, and a schema registry that can be switched off. */
@NullMarked
package io.opsbus.testkit.bus;

import org.jspecify.annotations.NullMarked;
