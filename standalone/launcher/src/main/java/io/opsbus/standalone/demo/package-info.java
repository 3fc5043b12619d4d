/** {@code ./opsbus demo}: a receiver, a subscription, the guide's events, and what became of each; a command on this machine. */
@NullMarked
package io.opsbus.standalone.demo;

import org.jspecify.annotations.NullMarked;
