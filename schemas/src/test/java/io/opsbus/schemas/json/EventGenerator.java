package io.opsbus.schemas.json;

import io.opsbus.schemas.EventFamily;
import io.opsbus.schemas.EventName;
import io.opsbus.schemas.EventNames;
import io.opsbus.schemas.ecs.Level;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Makes events that the schemas allow, of every family, the same ones for the same seed. */
public final class EventGenerator {
    private static final List<String> NAMES =
            EventNames.fullNames().stream().sorted().toList();
    private static final List<Level> LEVELS = List.of(Level.values());
    /** 9999-12-31T15:59:59Z: the last second with a four-digit year at +0800. */
    private static final long LAST_SECOND = 253_402_271_999L;

    private static final String[] TEXTS = {
        "",
        "ecs-instance-name",
        "实例名称",
        "a\"b\\c/d\b\f\n\r\t",
        "\u0001\u001f\u007f\u2028",
        "😀𝄞",
        "é\uFEFFx",
        "null",
        "{}"
    };

    private final SplittableRandom random;

    public EventGenerator(long seed) {
        this.random = new SplittableRandom(seed);
    }

    public SpecificRecord next() {
        String name = NAMES.get(random.nextInt(NAMES.size()));
        EventName line = EventNames.find(name).orElseThrow();
        EventFamily family = line.family();
        SpecificRecord content = fill(family.freshContent());
        Schema.Field type = content.getSchema().getField("eventType");
        if (type != null) {
            content.put(type.pos(), line.eventType());
        }
        SpecificRecord event = fill(family.freshEvent());
        event.put(event.getSchema().getField("name").pos(), name);
        event.put(event.getSchema().getField("content").pos(), content);
        return event;
    }

    private SpecificRecord fill(SpecificRecord record) {
        for (Schema.Field field : record.getSchema().getFields()) {
            if (!field.schema().isNullable() || random.nextBoolean()) {
                Object value = value(field);
                if (value != null) {
                    record.put(field.pos(), value);
                }
            }
        }
        return record;
    }

    private @Nullable Object value(Schema.Field field) {
        Schema schema = field.schema().isUnion() ? field.schema().getTypes().get(1) : field.schema();
        return switch (schema.getType()) {
            case ENUM -> LEVELS.get(random.nextInt(LEVELS.size()));
            case LONG -> time(String.valueOf(field.getProp("wireForm")));
            case STRING -> text(field);
            default -> null;
        };
    }

    private Instant time(String form) {
        long second = random.nextInt(4) == 0
                ? random.nextLong(-62_167_219_200L + 86_400, LAST_SECOND)
                : random.nextLong(1_500_000_000L, 1_900_000_000L);
        return switch (form) {
            case "eventTime" -> Instant.ofEpochSecond(second, random.nextInt(1000) * 1_000_000L);
            case "utcMinutes" -> Instant.ofEpochSecond(Math.floorDiv(second, 60L) * 60);
            default -> Instant.ofEpochSecond(second);
        };
    }

    private String text(Schema.Field field) {
        if (field.getObjectProp("wireValues") instanceof List<?> values) {
            return values.get(random.nextInt(values.size())).toString();
        }
        String id = "i-" + Long.toString(random.nextLong() >>> 1, 36) + "*****";
        return switch (field.getProp("wireForm")) {
            case "arn" -> "acs:ecs:cn-hangzhou:169070*****30:instance/" + id;
            case "id" -> id;
            case null, default -> TEXTS[random.nextInt(TEXTS.length)] + TEXTS[random.nextInt(TEXTS.length)];
        };
    }
}
