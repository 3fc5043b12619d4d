package io.opsbus.notifier.channel.logstore;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The official SDK of the log service, in a class loader of its own: what it brings along must not be on the class path of anything else. The build puts
 * it into {@code target/peers}.
 */
final class OfficialSls implements AutoCloseable {
    private static final Path JAR = Path.of("target", "peers", "aliyun-log-jar-with-dependencies.jar");
    private static final String SDK = "com.aliyun.openservices.log.";

    private final URLClassLoader classes;

    OfficialSls() throws IOException {
        classes = new URLClassLoader(new URL[] {JAR.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
    }

    /**
     * A group of logs.
     *
     * @param unknown numbers of fields the SDK does not know
     * @param again the bytes the SDK makes of it
     */
    record Group(String topic, String source, List<Log> logs, Map<?, ?> unknown, ByteBuffer again) {}

    /** One log. */
    record Log(int time, Map<String, String> contents) {}

    /** Reads the body of a PutLogs. */
    Group read(byte[] bytes) throws ReflectiveOperationException {
        var group = type("common.Logs$LogGroup")
                .getMethod("parseFrom", byte[].class)
                .invoke(null, bytes);
        return new Group(
                (String) get(group, "getTopic"),
                (String) get(group, "getSource"),
                each(group, "getLogsList").stream().map(OfficialSls::log).toList(),
                (Map<?, ?>) get(get(group, "getUnknownFields"), "asMap"),
                ByteBuffer.wrap((byte[]) get(group, "toByteArray")));
    }

    private static Log log(Object log) {
        var contents = new LinkedHashMap<String, String>();
        each(log, "getContentsList")
                .forEach(content -> contents.put((String) get(content, "getKey"), (String) get(content, "getValue")));
        return new Log((int) get(log, "getTime"), contents);
    }

    /** The headers the SDK sends when it posts this to that resource now, beside those it is given. */
    Map<String, String> signed(
            String keyId, String keySecret, String resource, Map<String, String> headers, byte[] body)
            throws ReflectiveOperationException {
        var key = type("common.auth.DefaultCredentials")
                .getConstructor(String.class, String.class)
                .newInstance(keyId, keySecret);
        var keys = type("common.auth.StaticCredentialsProvider")
                .getConstructor(type("common.auth.Credentials"))
                .newInstance(key);
        var signer = type("http.signer.SlsV1Signer")
                .getConstructor(type("common.auth.CredentialsProvider"))
                .newInstance(keys);
        var method = type("http.client.HttpMethod");
        var all = new HashMap<>(headers);
        signer.getClass()
                .getMethod("sign", method, Map.class, String.class, Map.class, byte[].class)
                .invoke(signer, method.getField("POST").get(null), all, resource, new HashMap<>(), body);
        return all;
    }

    private Class<?> type(String name) throws ClassNotFoundException {
        return classes.loadClass(SDK + name);
    }

    private static List<?> each(Object of, String getter) {
        return (List<?>) get(of, getter);
    }

    private static Object get(Object of, String getter) {
        try {
            return Objects.requireNonNull(of.getClass().getMethod(getter).invoke(of));
        } catch (InvocationTargetException | NoSuchMethodException | IllegalAccessException e) {
            throw new LinkageError(getter, e);
        }
    }

    @Override
    public void close() throws IOException {
        classes.close();
    }
}
