package io.opsbus.testkit.agent;

/**
 * A file as the agent was given it.
 *
 * @param path where it is to be, folder and name
 * @param content its text
 * @param overwrite whether what is there is replaced
 */
public record SimulatedFile(String id, String path, String content, boolean overwrite) {}
