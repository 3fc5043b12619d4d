package io.opsbus.schemas.json;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** How one record class goes to JSON and back; made once from its schema, so that no event costs reflection. */
final class RecordPlan {
    private final List<FieldPlan> fields;
    private final Map<String, FieldPlan> byName;
    private final Supplier<SpecificRecord> fresh;

    private RecordPlan(List<FieldPlan> fields, Supplier<SpecificRecord> fresh) {
        this.fields = fields;
        this.byName = fields.stream()
                .collect(Collectors.toUnmodifiableMap(field -> field.name().getValue(), Function.identity()));
        this.fresh = fresh;
    }

    static RecordPlan of(Supplier<SpecificRecord> fresh, @Nullable RecordPlan content) {
        Schema schema = fresh.get().getSchema();
        if (schema.getFields().size() > Long.SIZE) {
            throw new IllegalStateException(schema.getFullName() + ": more than " + Long.SIZE + " fields");
        }
        return new RecordPlan(
                schema.getFields().stream()
                        .map(field -> FieldPlan.of(field, content))
                        .toList(),
                fresh);
    }

    SpecificRecord fresh() {
        return fresh.get();
    }

    List<FieldPlan> fields() {
        return fields;
    }

    @Nullable
    FieldPlan field(String name) {
        return byName.get(name);
    }
}
