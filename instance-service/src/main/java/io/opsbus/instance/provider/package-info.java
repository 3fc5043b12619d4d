/**
 * The port to whoever owns the machines. A provider does what it is asked and tells what happens by itself; what that
 * means for an instance is decided in {@code lifecycle}. Nothing here knows accounts, tags or the wire.
 */
@NullMarked
package io.opsbus.instance.provider;

import org.jspecify.annotations.NullMarked;
