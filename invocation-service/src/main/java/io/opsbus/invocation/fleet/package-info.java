/**
 * Where things run: instances as instance-service tells of them, managed instances and their activations, which are ours, and
 * what is heard of agents (guide 2.2).
 */
@NullMarked
package io.opsbus.invocation.fleet;

import org.jspecify.annotations.NullMarked;
