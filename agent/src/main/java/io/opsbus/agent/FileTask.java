package io.opsbus.agent;

/**
 * A file to write, as the server gave it (agent facts 12).
 *
 * @param content as sent
 * @param signature hex MD5 of its Base64, in any case
 * @param directory made if missing; empty for {@code /root}
 * @param mode three or four octal digits; empty for 0644
 * @param owner empty to leave it
 * @param group empty to leave it
 */
public record FileTask(
        String id,
        Content content,
        String signature,
        String directory,
        String name,
        String mode,
        String owner,
        String group,
        boolean overwrite) {
    /** In memory. */
    public FileTask(
            String id,
            String base64,
            String signature,
            String directory,
            String name,
            String mode,
            String owner,
            String group,
            boolean overwrite) {
        this(id, new Content.Held(base64), signature, directory, name, mode, owner, group, overwrite);
    }

    /** Without the content: it is not for logs. */
    @Override
    public String toString() {
        return "FileTask[" + id + "]";
    }
}
