package io.opsbus.invocation.work;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What people find a thing by.
 *
 * @param tags by key
 * @param resourceGroup empty for none
 */
public record Labels(Map<String, String> tags, String resourceGroup) {
    public static final Labels NONE = new Labels(Map.of(), "");

    public Labels {
        tags = Collections.unmodifiableMap(new TreeMap<>(tags));
    }
}
