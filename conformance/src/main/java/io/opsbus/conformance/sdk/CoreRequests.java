package io.opsbus.conformance.sdk;

import com.aliyuncs.AcsResponse;
import com.aliyuncs.RpcAcsRequest;
import com.google.gson.FieldNamingStrategy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Fills the older SDK's request classes through their setters: a list's setter carries one more {@code s} than its name. */
final class CoreRequests {
    /** Of ECS and of CloudMonitor; no action used here has its name in both. */
    private static final List<String> MODELS =
            List.of("com.aliyuncs.ecs.model.v20140526.", "com.aliyuncs.cms.model.v20190101.");

    private static final FieldNamingStrategy WIRE_NAMES = CoreRequests::wireName;
    private static final Gson JSON =
            new GsonBuilder().setFieldNamingStrategy(WIRE_NAMES).create();

    private CoreRequests() {}

    static RpcAcsRequest<? extends AcsResponse> build(String action, Map<String, ?> parameters) {
        try {
            RpcAcsRequest<?> request = model(action + "Request")
                    .asSubclass(RpcAcsRequest.class)
                    .getConstructor()
                    .newInstance();
            for (Map.Entry<String, ?> parameter : parameters.entrySet()) {
                set(request, parameter.getKey(), parameter.getValue());
            }
            return request;
        } catch (ReflectiveOperationException unknown) {
            throw new IllegalArgumentException("the older SDK has no such request: " + action, unknown);
        }
    }

    /** A list's field carries one more {@code s} than its name, as its setter does. */
    private static String wireName(Field field) {
        String name = Character.toUpperCase(field.getName().charAt(0))
                + field.getName().substring(1);
        return List.class.isAssignableFrom(field.getType()) && name.endsWith("s")
                ? name.substring(0, name.length() - 1)
                : name;
    }

    private static Class<?> model(String name) throws ClassNotFoundException {
        for (String products : MODELS.subList(0, MODELS.size() - 1)) {
            try {
                return Class.forName(products + name);
            } catch (ClassNotFoundException ofAnother) {
                // asked of the next product
            }
        }
        return Class.forName(MODELS.getLast() + name);
    }

    private static void set(RpcAcsRequest<?> request, String name, Object value) throws ReflectiveOperationException {
        switch (value) {
            case Map<?, ?> struct -> {
                for (Map.Entry<?, ?> member : struct.entrySet()) {
                    set(request, name + member.getKey(), member.getValue());
                }
            }
            case List<?> list -> {
                Method setter = setter(request, "set" + name + "s");
                Object elements = JSON.fromJson(JSON.toJson(list), elements(setter));
                setter.invoke(request, elements);
            }
            default -> {
                Method setter = setter(request, "set" + name);
                Object argument = JSON.fromJson(JSON.toJson(value), setter.getGenericParameterTypes()[0]);
                setter.invoke(request, argument);
            }
        }
    }

    private static ParameterizedType elements(Method setter) {
        Type type = setter.getGenericParameterTypes()[0];
        if (type instanceof ParameterizedType listOf) {
            return listOf;
        }
        throw new IllegalArgumentException(setter + " takes no list");
    }

    private static Method setter(RpcAcsRequest<?> request, String name) {
        return Stream.of(request.getClass().getMethods())
                .filter(method -> method.getName().equals(name) && method.getParameterCount() == 1)
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException(request.getClass().getSimpleName() + " has no " + name));
    }
}
