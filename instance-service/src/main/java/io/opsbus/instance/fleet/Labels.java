package io.opsbus.instance.fleet;

import io.opsbus.instance.Tags;
import io.opsbus.instance.catalog.ResourceGroupId;
import org.jspecify.annotations.Nullable;

/**
 * What its owner calls it and how it is set.
 *
 * @param description may be empty
 * @param keyPair name of the key pair, if it was made with one
 * @param metadata how the metadata service answers inside
 */
public record Labels(
        String name,
        String description,
        String hostName,
        @Nullable ResourceGroupId resourceGroup,
        @Nullable String keyPair,
        Metadata metadata,
        Tags tags) {

    /**
     * {@code HttpEndpoint} and {@code HttpTokens}.
     *
     * @param tokensRequired {@code required} when true, else {@code optional}
     */
    public record Metadata(boolean enabled, boolean tokensRequired) {
        public static final Metadata DEFAULT = new Metadata(true, false);
    }

    public Labels withTags(Tags other) {
        return new Labels(name, description, hostName, resourceGroup, keyPair, metadata, other);
    }

    public Labels with(String otherName, String otherDescription, String otherHostName) {
        return new Labels(otherName, otherDescription, otherHostName, resourceGroup, keyPair, metadata, tags);
    }
}
