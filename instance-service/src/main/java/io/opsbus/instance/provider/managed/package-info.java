/** Machines of the user's own, reached through the agent inside and in no other way. */
@NullMarked
package io.opsbus.instance.provider.managed;

import org.jspecify.annotations.NullMarked;
