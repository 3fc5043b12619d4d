package io.opsbus.conformance;

import java.util.Map;

/**
 * An official SDK, whatever its generation: requests and answers go through the SDK's own typed classes, found by the
 * action's name. Safe for use by several threads.
 */
public interface Sdk {
    Dialect dialect();

    /**
     * Calls one action.
     *
     * @param action such as {@code DescribeInstances}
     * @param parameters by wire name; a value is a text, number or boolean, a list of those, a map (a struct) or a list of
     *     maps. The region is added where the caller leaves it out and the SDK's request has one.
     * @throws IllegalArgumentException when the SDK's request class does not know a parameter
     * @throws UndecodableAnswer when the SDK could not make sense of what came back
     */
    Answer call(String action, Map<String, ?> parameters);
}
