package io.opsbus.conformance;

/** What a request is signed with. The secret is never printed. */
public record AccessKey(String id, String secret) {
    @Override
    public String toString() {
        return id;
    }
}
