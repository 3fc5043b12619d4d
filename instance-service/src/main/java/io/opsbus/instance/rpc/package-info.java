/** The API of the fleet: one class an Action, in a package for each kind of resource; here is what they share. */
@NullMarked
package io.opsbus.instance.rpc;

import org.jspecify.annotations.NullMarked;
