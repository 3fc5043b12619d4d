/**
 * The catalogue of Cloud Assistant commands (guide 2.3.1, 2.3.5): what a command is, and every decision about one.
 *
 * <p>Pure: values in, values out. Commands of one account in one region lie in one {@link io.opsbus.command.Slot shelf} and
 * change one after another, which is what their quota needs.
 */
@NullMarked
package io.opsbus.command;

import org.jspecify.annotations.NullMarked;
