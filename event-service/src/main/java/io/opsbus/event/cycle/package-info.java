/**
 * One system event and where it stands (guide 3.1 事件状态, 事件窗口): the life cycle as a sealed type whose transitions are
 * methods of the states that have them, and the next moment at which something happens by itself. Pure.
 */
@NullMarked
package io.opsbus.event.cycle;

import org.jspecify.annotations.NullMarked;
