package io.opsbus.command.program;

/**
 * What a command does. Only a new command, a clone for instance, has another script or type; the rest can be changed.
 *
 * @param type what runs the script
 * @param script its text
 * @param parameters its custom parameters
 * @param execution how it is run
 */
public record Program(CommandType type, Script script, Parameters parameters, Execution execution) {
    /** The same script, run otherwise. */
    public Program run(Execution otherwise) {
        return new Program(type, script, parameters, otherwise);
    }
}
