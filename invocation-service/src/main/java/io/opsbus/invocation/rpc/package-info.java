/** The actions of Cloud Assistant's invocations (API facts 2.1): what they share. One class for each action below. */
@NullMarked
package io.opsbus.invocation.rpc;

import org.jspecify.annotations.NullMarked;
