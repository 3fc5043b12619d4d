/** Invocations, tasks, activations and managed instances to read: which, and which part of a list. */
@NullMarked
package io.opsbus.invocation.query;

import org.jspecify.annotations.NullMarked;
