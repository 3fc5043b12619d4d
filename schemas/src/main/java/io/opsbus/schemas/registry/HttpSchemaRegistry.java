package io.opsbus.schemas.registry;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/** A registry that speaks the Confluent REST API: Confluent's own, Apicurio's {@code ccompat/v7}, Karapace. */
public final class HttpSchemaRegistry implements SchemaRegistry {
    private final RegistryClient client;

    /** Starts no threads and asks nothing until it is used. */
    public HttpSchemaRegistry(RegistryAccess access) {
        this(access, Thread::sleep);
    }

    HttpSchemaRegistry(RegistryAccess access, RegistryClient.Pause pause) {
        this.client = new RegistryClient(access, pause);
    }

    @Override
    public int register(String subject, Schema schema) {
        return id(client.ask("POST", subjectPath(subject) + "/versions", schemaBody(schema)), subject);
    }

    @Override
    public OptionalInt idOf(String subject, Schema schema) {
        RegistryAnswer answer = client.ask("POST", subjectPath(subject), schemaBody(schema));
        return answer.notFound() ? OptionalInt.empty() : OptionalInt.of(id(answer, subject));
    }

    @Override
    public Optional<Schema> byId(int id) {
        RegistryAnswer answer = client.ask("GET", "/schemas/ids/" + id, null);
        if (answer.notFound()) {
            return Optional.empty();
        }
        if (!answer.ok()) {
            throw new SchemaRefused("schema " + id + ": " + answer.message());
        }
        boolean avro = "AVRO".equals(answer.fields().getOrDefault("schemaType", "AVRO"));
        return avro ? Optional.of(parse(id, answer.fields().getOrDefault("schema", ""))) : Optional.empty();
    }

    @Override
    public void setCompatibility(String subject, Compatibility compatibility) {
        RegistryAnswer answer =
                client.ask("PUT", "/config/" + segment(subject), "{\"compatibility\":\"" + compatibility + "\"}");
        if (!answer.ok()) {
            throw new SchemaRefused(subject + ": " + answer.message());
        }
    }

    @Override
    public void close() {
        client.close();
    }

    private static Schema parse(int id, String text) {
        try {
            return new Schema.Parser().parse(text);
        } catch (AvroRuntimeException notAvro) {
            throw new SchemaRefused("schema " + id + " of the registry is not Avro: " + notAvro.getMessage());
        }
    }

    private static int id(RegistryAnswer answer, String subject) {
        if (!answer.ok()) {
            throw new SchemaRefused(subject + ": " + answer.message());
        }
        try {
            return answer.number("id");
        } catch (IOException garbled) {
            throw new SchemaRegistryUnavailable(subject + ": " + garbled.getMessage(), garbled);
        }
    }

    private static String subjectPath(String subject) {
        return "/subjects/" + segment(subject);
    }

    private static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String schemaBody(Schema schema) {
        String quoted = new String(JsonStringEncoder.getInstance().quoteAsString(schema.toString()));
        return "{\"schemaType\":\"AVRO\",\"schema\":\"" + quoted + "\"}";
    }
}
