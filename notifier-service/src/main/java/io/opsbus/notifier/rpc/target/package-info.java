/** What is told of targets, to operators and to their accounts alike. */
@NullMarked
package io.opsbus.notifier.rpc.target;

import org.jspecify.annotations.NullMarked;
