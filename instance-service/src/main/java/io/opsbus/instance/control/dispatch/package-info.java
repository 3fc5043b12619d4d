/** How providers are asked and heard: who they are, in which order, how much at once. */
@NullMarked
package io.opsbus.instance.control.dispatch;

import org.jspecify.annotations.NullMarked;
