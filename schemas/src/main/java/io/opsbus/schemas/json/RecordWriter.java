package io.opsbus.schemas.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import org.apache.avro.generic.IndexedRecord;

/** Writes one record as a JSON object, fields in the order of the schema, absent ones left out. */
final class RecordWriter {
    private final JsonGenerator out;

    RecordWriter(JsonGenerator out) {
        this.out = out;
    }

    void write(RecordPlan plan, IndexedRecord record) throws IOException {
        out.writeStartObject();
        for (FieldPlan field : plan.fields()) {
            Object value = record.get(field.position());
            if (value != null) {
                out.writeFieldName(field.name());
                write(field, value);
            } else if (!field.optional()) {
                throw new IllegalArgumentException(field.name().getValue() + " must be set");
            }
        }
        out.writeEndObject();
    }

    private void write(FieldPlan field, Object value) throws IOException {
        switch (field.kind()) {
            case FieldPlan.Text text -> out.writeString((String) value);
            case FieldPlan.Time form -> {
                char[] time = form.form().format((Instant) value);
                out.writeString(time, 0, time.length);
            }
            case FieldPlan.LevelWord level -> out.writeString(value.toString());
            case FieldPlan.Content content -> {
                if (content.plan() != null) {
                    write(content.plan(), (IndexedRecord) value);
                }
            }
        }
    }
}
