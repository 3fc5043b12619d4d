package io.opsbus.schemas.json;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import io.opsbus.schemas.ecs.Level;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How one field goes to JSON and back.
 *
 * @param name the field's name, ready to write
 * @param position its place in the record
 * @param optional whether it may be left out
 * @param kind what it holds
 */
record FieldPlan(SerializableString name, int position, boolean optional, Kind kind) {
    /** What a field holds. */
    sealed interface Kind {}

    /** A text. */
    record Text(TextRule rule) implements Kind {}

    /** A time. */
    record Time(WireTime form) implements Kind {}

    /** The level. */
    record LevelWord(Map<String, Level> words) implements Kind {}

    /** The content; without a plan it is only known to be an object. */
    record Content(@Nullable RecordPlan plan) implements Kind {}

    private static final Map<String, Level> LEVELS =
            Stream.of(Level.values()).collect(Collectors.toUnmodifiableMap(Level::name, Function.identity()));

    static FieldPlan of(Schema.Field field, @Nullable RecordPlan content) {
        Schema type = field.schema();
        boolean optional = type.isNullable();
        if (type.isUnion()) {
            type = type.getTypes().stream()
                    .filter(member -> member.getType() != Schema.Type.NULL)
                    .findFirst()
                    .orElseThrow();
        }
        return new FieldPlan(new SerializedString(field.name()), field.pos(), optional, kind(field, type, content));
    }

    private static Kind kind(Schema.Field field, Schema type, @Nullable RecordPlan content) {
        return switch (type.getType()) {
            case STRING -> new Text(TextRule.of(field));
            case ENUM -> new LevelWord(LEVELS);
            case RECORD -> new Content(content);
            case LONG -> {
                if (!(type.getLogicalType() instanceof LogicalTypes.TimestampMillis)) {
                    throw new IllegalStateException(field.name() + ": a number has no form in the guide's JSON");
                }
                yield new Time(WireTime.of(field));
            }
            default -> throw new IllegalStateException(field.name() + ": no JSON form for " + type);
        };
    }
}
