/** How an instance changes: requests, what its provider did, and time; each a pure decision on the state it finds. */
@NullMarked
package io.opsbus.instance.lifecycle;

import org.jspecify.annotations.NullMarked;
