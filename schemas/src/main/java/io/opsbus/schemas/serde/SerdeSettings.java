package io.opsbus.schemas.serde;

import io.opsbus.schemas.registry.RegistryAccess;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/**
 * The serde's settings, under Confluent's keys.
 *
 * @param access {@code schema.registry.url}, {@code basic.auth.credentials.source} ({@code URL} or
 *     {@code USER_INFO}) and {@code basic.auth.user.info}
 * @param autoRegister {@code auto.register.schemas}, default true
 * @param specific {@code specific.avro.reader}, default false: read into our generated classes
 */
record SerdeSettings(RegistryAccess access, boolean autoRegister, boolean specific) {
    static final String URL = "schema.registry.url";
    static final String AUTO_REGISTER = "auto.register.schemas";
    static final String SPECIFIC = "specific.avro.reader";
    private static final String CREDENTIALS = "basic.auth.credentials.source";
    private static final String USER_INFO = "basic.auth.user.info";
    private static final List<String> STRATEGIES = List.of("key.subject.name.strategy", "value.subject.name.strategy");

    static SerdeSettings of(Map<String, ?> configs) {
        STRATEGIES.forEach(key -> requireTopicName(configs, key));
        try {
            RegistryAccess access = RegistryAccess.of(urls(configs.get(URL)), userInfo(configs));
            return new SerdeSettings(access, flag(configs, AUTO_REGISTER, true), flag(configs, SPECIFIC, false));
        } catch (IllegalArgumentException wrong) {
            throw new ConfigException(wrong.getMessage());
        }
    }

    private static String urls(@Nullable Object value) {
        return switch (value) {
            case null -> throw new ConfigException(URL + " must be set");
            case List<?> list -> list.stream().map(Object::toString).collect(Collectors.joining(","));
            default -> value.toString();
        };
    }

    private static @Nullable String userInfo(Map<String, ?> configs) {
        String source = text(configs, CREDENTIALS, "URL");
        return switch (source) {
            case "URL" -> null;
            case "USER_INFO" -> {
                String user = text(configs, USER_INFO, "");
                if (user.isEmpty()) {
                    throw new ConfigException(USER_INFO + " must be set");
                }
                yield user;
            }
            default -> throw new ConfigException(CREDENTIALS + " must be URL or USER_INFO");
        };
    }

    private static void requireTopicName(Map<String, ?> configs, String key) {
        Object value = configs.get(key);
        String name = value instanceof Class<?> type ? type.getName() : text(configs, key, "TopicNameStrategy");
        if (!"TopicNameStrategy".equals(name.substring(name.lastIndexOf('.') + 1))) {
            throw new ConfigException(key + " must be TopicNameStrategy");
        }
    }

    private static boolean flag(Map<String, ?> configs, String key, boolean unset) {
        return switch (text(configs, key, Boolean.toString(unset))) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new ConfigException(key + " must be true or false");
        };
    }

    private static String text(Map<String, ?> configs, String key, String unset) {
        Object value = configs.get(key);
        if (value == null) {
            return unset;
        }
        return value instanceof Password secret ? secret.value() : value.toString();
    }
}
