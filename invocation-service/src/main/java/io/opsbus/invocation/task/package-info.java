/** A task, one command on one instance: every state it can be in and every step from one to the next (guide 2.1). */
@NullMarked
package io.opsbus.invocation.task;

import org.jspecify.annotations.NullMarked;
