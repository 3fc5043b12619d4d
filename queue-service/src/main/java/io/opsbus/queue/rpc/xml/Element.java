package io.opsbus.queue.rpc.xml;

import java.util.List;
import java.util.Optional;

/**
 * An element. Namespaces and attributes are no business of ours.
 *
 * @param name without prefix
 * @param text directly in it, untrimmed
 */
public record Element(String name, String text, List<Element> children) {
    public Element {
        children = List.copyOf(children);
    }

    /** The first child of that name. */
    public Optional<Element> child(String called) {
        return children.stream().filter(child -> child.name.equals(called)).findFirst();
    }

    /** The trimmed text of the first child of that name; empty as well when there is nothing in it. */
    public Optional<String> text(String called) {
        return child(called).map(child -> child.text.trim()).filter(text -> !text.isEmpty());
    }

    /** All children of that name. */
    public List<Element> children(String called) {
        return children.stream().filter(child -> child.name.equals(called)).toList();
    }
}
