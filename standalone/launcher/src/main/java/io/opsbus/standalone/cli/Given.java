package io.opsbus.standalone.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** What a verb is given in a file, or on standard input where the file is {@code -}. */
final class Given {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path STANDARD_INPUT = Path.of("-");

    private Given() {}

    /** The one line of a file that is not empty. */
    static String line(Path file) throws IOException {
        String text = text(file).strip();
        if (text.isEmpty() || text.lines().count() != 1) {
            throw new IOException(said(file) + " must have one line.");
        }
        return text;
    }

    /** The JSON object in a file. */
    static ObjectNode object(Path file) throws IOException {
        try {
            if (JSON.readTree(text(file)) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException wrong) {
            // where it is wrong is told, and nothing of the text: it may hold secrets
            throw new IOException(
                    said(file) + " is no JSON: line " + wrong.getLocation().getLineNr() + ".", wrong);
        }
        throw new IOException(said(file) + " must have a JSON object.");
    }

    private static String text(Path file) throws IOException {
        if (file.equals(STANDARD_INPUT)) {
            return new String(System.in.readAllBytes(), UTF_8);
        }
        try {
            return Files.readString(file);
        } catch (NoSuchFileException none) {
            throw new IOException("There is no file " + file + ".", none);
        }
    }

    private static String said(Path file) {
        return file.equals(STANDARD_INPUT) ? "Standard input" : "The file " + file;
    }
}
