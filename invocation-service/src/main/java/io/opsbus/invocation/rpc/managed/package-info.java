/** Actions about managed instances and their activations. */
@NullMarked
package io.opsbus.invocation.rpc.managed;

import org.jspecify.annotations.NullMarked;
