package io.opsbus.notifier.wiring.channels;

import io.opsbus.notifier.grant.CloudName.Sort;
import io.opsbus.notifier.grant.Lead;
import io.opsbus.notifier.grant.NamedPlaces;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where names lead that only a cloud could find, prefix {@code opsbus.notifier}; see {@link Lead}.
 *
 * @param functions of {@code FcParameters}
 * @param logStores of {@code SlsParameters}
 */
@ConfigurationProperties("opsbus.notifier")
record LeadSettings(
        @DefaultValue List<Function> functions,
        @DefaultValue List<LogStore> logStores) {

    /** All of them. */
    NamedPlaces places() {
        return new NamedPlaces(Stream.concat(
                        functions.stream().map(Function::lead),
                        logStores.stream().map(LogStore::lead))
                .toList());
    }

    /**
     * Where functions are.
     *
     * @param account whose, or {@code *}
     * @param url of the HTTP trigger; {@code {account}}, {@code {region}}, {@code {service}} and {@code {function}} in it are filled in
     * @param mode {@code sync} or {@code async}
     * @param headers added to each request; they may be secret
     */
    record Function(
            @DefaultValue("*") String account,
            @DefaultValue("*") String region,
            @DefaultValue("*") String service,
            @DefaultValue("*") String function,
            @DefaultValue("") String url,
            @DefaultValue("sync") String mode,
            @DefaultValue Map<String, String> headers) {
        Lead lead() {
            return new Lead(
                    Sort.FUNCTION,
                    account,
                    List.of(region, service, function),
                    Map.of("type", "function", "url", url, "mode", mode, "headers", headers));
        }

        @Override
        public String toString() {
            return "Function[account=" + account + ", url=" + url + "]";
        }
    }

    /**
     * Where log stores are.
     *
     * @param account whose, or {@code *}
     * @param endpoint logs are posted to; {@code {account}}, {@code {region}}, {@code {project}} and {@code {log-store}} in it are filled in
     * @param protocol {@code sls} (PutLogs, signed with the access key) or {@code otlp}
     * @param headers added to each request of OTLP; they may be secret
     */
    record LogStore(
            @DefaultValue("*") String account,
            @DefaultValue("*") String region,
            @DefaultValue("*") String project,
            @DefaultValue("*") String logStore,
            @DefaultValue("") String endpoint,
            @DefaultValue("sls") String protocol,
            @DefaultValue("") String accessKeyId,
            @DefaultValue("") String accessKeySecret,
            @DefaultValue Map<String, String> headers) {
        Lead lead() {
            var form = new LinkedHashMap<String, Object>(
                    Map.of("type", "log-store", "protocol", protocol, "endpoint", endpoint));
            if (protocol.equals("sls")) {
                form.put("project", "{project}");
                form.put("logstore", "{log-store}");
            }
            if (!headers.isEmpty()) {
                form.put("headers", headers);
            }
            if (!accessKeyId.isEmpty() || !accessKeySecret.isEmpty()) {
                form.put("accessKeyId", accessKeyId);
                form.put("accessKeySecret", accessKeySecret);
            }
            return new Lead(Sort.LOG_STORE, account, List.of(region, project, logStore), form);
        }

        @Override
        public String toString() {
            return "LogStore[account=" + account + ", endpoint=" + endpoint + "]";
        }
    }
}
