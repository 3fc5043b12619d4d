/** The actions of Cloud Assistant's catalogue (API facts 2.1), one class each. */
@NullMarked
package io.opsbus.command.rpc;

import org.jspecify.annotations.NullMarked;
