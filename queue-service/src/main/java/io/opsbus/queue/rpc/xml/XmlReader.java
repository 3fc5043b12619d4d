package io.opsbus.queue.rpc.xml;

import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads documents of clients: no document types, no entities of their own, nothing from outside, bounded. */
public final class XmlReader {
    private static final int DEEPEST = 8;
    private static final int MOST_ELEMENTS = 4_000;
    private static final XMLInputFactory FACTORY = factory();

    private XmlReader() {}

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, true);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        factory.setXMLResolver((_, _, _, _) -> {
            throw new XMLStreamException("nothing is read from elsewhere");
        });
        return factory;
    }

    /** The root element; empty for what is no document, or one larger than any client sends. */
    public static Optional<Element> read(String text) {
        try {
            // the factory is safe to share once it is set up (JDK, XMLInputFactoryImpl); readers are not
            XMLStreamReader reader = FACTORY.createXMLStreamReader(new StringReader(text));
            return new Reading().document(reader);
        } catch (XMLStreamException _) {
            return Optional.empty();
        }
    }

    /** An element that is not closed yet. */
    private record Open(String name, StringBuilder text, List<Element> children) {
        Element closed() {
            return new Element(name, text.toString(), children);
        }
    }

    private static final class Reading {
        private final Deque<Open> open = new ArrayDeque<>();
        private int elements;

        Optional<Element> document(XMLStreamReader reader) throws XMLStreamException {
            Optional<Element> root = Optional.empty();
            while (reader.hasNext()) {
                switch (reader.next()) {
                    case XMLStreamConstants.START_ELEMENT -> {
                        open.push(new Open(reader.getLocalName(), new StringBuilder(), new ArrayList<>()));
                        if (open.size() > DEEPEST || ++elements > MOST_ELEMENTS) {
                            return Optional.empty();
                        }
                    }
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
                        Open inside = open.peek();
                        if (inside != null) {
                            inside.text().append(reader.getText());
                        }
                    }
                    case XMLStreamConstants.END_ELEMENT -> {
                        Element closed = open.pop().closed();
                        Open outside = open.peek();
                        if (outside != null) {
                            outside.children().add(closed);
                        } else {
                            root = Optional.of(closed);
                        }
                    }
                    case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE -> {
                        return Optional.empty();
                    }
                    // comments and the like say nothing
                    default -> {}
                }
            }
            return root;
        }
    }
}
