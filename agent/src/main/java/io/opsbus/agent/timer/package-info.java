/** When what is on a timetable rings. */
@NullMarked
package io.opsbus.agent.timer;

import org.jspecify.annotations.NullMarked;
