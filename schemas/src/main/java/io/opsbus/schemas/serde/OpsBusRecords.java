package io.opsbus.schemas.serde;

import io.opsbus.schemas.EventFamily;
import io.opsbus.schemas.Topics;
import io.opsbus.schemas.ecs.Level;
import io.opsbus.schemas.gateway.ResourceParameter;
import io.opsbus.schemas.gateway.RoutedAction;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.util.ClassSecurityValidator;
import org.jspecify.annotations.Nullable;

/**
 * Avro's view of our classes, and of ours only: a schema from the registry names a class, and no name but those of the
 * generated records leads to one.
 */
final class OpsBusRecords extends SpecificData {
    private static final Map<String, Class<?>> CLASSES = classes();
    private static final Set<Class<?>> TRUSTED = Set.copyOf(CLASSES.values());

    static final OpsBusRecords MODEL = new OpsBusRecords();

    static {
        // Avro's own paths (newBuilder(record) among them) ask the process-wide list, which is widened by exactly ours
        ClassSecurityValidator.setGlobal(
                ClassSecurityValidator.composite(ClassSecurityValidator.getGlobal(), TRUSTED::contains));
    }

    private OpsBusRecords() {
        addLogicalTypeConversion(new TimeConversions.TimestampMillisConversion());
    }

    @Override
    @SuppressWarnings("rawtypes") // Avro's signature
    public @Nullable Class getClass(Schema schema) {
        return switch (schema.getType()) {
            case RECORD, ENUM -> CLASSES.get(schema.getFullName());
            case FIXED -> null;
            default -> super.getClass(schema);
        };
    }

    /** The schema the class of that name was generated from; empty for a name that is not one of ours. */
    static Optional<Schema> schemaOf(String fullName) {
        Class<?> type = CLASSES.get(fullName);
        return type == null ? Optional.empty() : Optional.of(SpecificData.get().getSchema(type));
    }

    private static Map<String, Class<?>> classes() {
        Map<String, Class<?>> classes = new HashMap<>();
        classes.put(Level.SCHEMA$.getFullName(), Level.class);
        // records inside records
        add(classes, RoutedAction.class);
        add(classes, ResourceParameter.class);
        for (var topic : Topics.ALL) {
            add(classes, topic.valueType());
        }
        for (var family : EventFamily.values()) {
            add(classes, family.freshContent().getClass());
        }
        return Map.copyOf(classes);
    }

    private static void add(Map<String, Class<?>> classes, Class<?> type) {
        classes.put(SpecificData.get().getSchema(type).getFullName(), type);
    }
}
