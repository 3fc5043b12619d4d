package io.opsbus.command.use;

import io.opsbus.command.CommandPlace;

/**
 * A periodic invocation and what it runs.
 *
 * @param invocation its id
 * @param place the command, in the scope of the invocation: nobody holds on to another account's command
 */
public record CommandUse(String invocation, CommandPlace place) {}
