/** Actions about agents on instances. */
@NullMarked
package io.opsbus.invocation.rpc.agent;

import org.jspecify.annotations.NullMarked;
