package io.opsbus.notifier;

import java.net.URI;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where a subscription's deliveries are posted, already validated ({@link WebhookRules}).
 *
 * @param headers added to each request, names in lower case; values may be secrets and are never logged
 */
public record WebhookTarget(URI url, Map<String, String> headers) {
    public WebhookTarget {
        headers = Map.copyOf(headers);
    }

    /** Header values stay out of logs. */
    @Override
    public String toString() {
        return "WebhookTarget[url=" + url + ", headers=" + new TreeMap<>(headers).keySet() + "]";
    }
}
