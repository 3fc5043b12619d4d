package io.opsbus.notifier.targets;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A log service (guide 4.1, 日志服务).
 *
 * @param endpoint the address logs are posted to (OTLP), or the service's endpoint (SLS)
 * @param place project and logstore; SLS only
 * @param login access key; SLS only
 * @param headers added to each request, names in lower case; OTLP only
 */
public record LogStore(
        Protocol protocol, URI endpoint, Optional<Place> place, Optional<Login> login, Map<String, Secret> headers)
        implements Target {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{1,62}");

    /** The wire. */
    public enum Protocol {
        /** OpenTelemetry logs over HTTP in JSON. */
        OTLP,
        /** PutLogs of the Aliyun log service. */
        SLS
    }

    /** Where in SLS. */
    public record Place(String project, String logstore) {}

    public LogStore {
        headers = Map.copyOf(headers);
    }

    static LogStore read(Fields fields) {
        var protocol = fields.word("protocol", Protocol.OTLP);
        var endpoint = fields.address("endpoint");
        if (protocol == Protocol.OTLP) {
            return new LogStore(protocol, endpoint, Optional.empty(), Optional.empty(), fields.headers("headers"));
        }
        var project = fields.needed("project", LogStore::isName, "the name of a project");
        var logstore = fields.needed("logstore", LogStore::isName, "the name of a logstore");
        var login = fields.login("accessKeyId", "accessKeySecret");
        if (!fields.has("accessKeyId")) {
            fields.wrong("accessKeyId", "Missing", "PutLogs is signed by an access key");
        }
        return new LogStore(protocol, endpoint, Optional.of(new Place(project, logstore)), login, Map.of());
    }

    private static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    @Override
    public Kind kind() {
        return Kind.LOG_STORE;
    }

    @Override
    public Rate rate() {
        return Rate.FREE;
    }

    @Override
    public Map<String, Object> form() {
        var form = new LinkedHashMap<String, Object>();
        form.put("type", kind().word());
        form.put("protocol", Fields.word(protocol));
        form.put("endpoint", endpoint.toString());
        place.ifPresent(in -> {
            form.put("project", in.project());
            form.put("logstore", in.logstore());
        });
        login.ifPresent(key -> {
            form.put("accessKeyId", key.id());
            form.put("accessKeySecret", key.secret());
        });
        if (protocol == Protocol.OTLP) {
            form.put("headers", headers);
        }
        return form;
    }
}
