package io.opsbus.command;

/**
 * What people know a command by.
 *
 * @param name never empty; not unique
 * @param description may be empty
 * @param tags its tags
 * @param resourceGroup id of its resource group; empty for none
 */
public record Labels(String name, String description, Tags tags, String resourceGroup) {
    public Labels {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a command has a name");
        }
    }

    /** The same under another name and description. */
    public Labels renamed(String newName, String newDescription) {
        return new Labels(newName, newDescription, tags, resourceGroup);
    }
}
