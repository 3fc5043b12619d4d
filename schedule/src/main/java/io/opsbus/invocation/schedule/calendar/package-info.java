/** The arithmetic of cron: sets of numbers, days of a month, times of a day. No zone, no text, no clock. */
@NullMarked
package io.opsbus.invocation.schedule.calendar;

import org.jspecify.annotations.NullMarked;
