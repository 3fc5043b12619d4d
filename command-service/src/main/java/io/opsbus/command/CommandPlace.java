package io.opsbus.command;

/**
 * Where a command lies: the id of what the ledger changes. Changes of one scope are serial, whichever command they are of.
 *
 * @param scope whose shelf
 * @param id which command on it
 */
public record CommandPlace(Scope scope, CommandId id) {}
