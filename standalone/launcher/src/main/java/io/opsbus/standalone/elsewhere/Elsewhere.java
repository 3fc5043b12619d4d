package io.opsbus.standalone.elsewhere;

import io.opsbus.standalone.front.Door;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;

/**
 * A system the operator names by environment, where none of this machine's data folders holds its keys: in containers, or on another machine.
 *
 * <pre>
 *  OPSBUS_URL=https://ops.example:18443                                    the gateway's
 *  OPSBUS_URL=gateway=http://127.0.0.1:28080,notifier-service=http://…     of as many as are asked
 *  OPSBUS_OPERATOR_TOKEN, or OPSBUS_OPERATOR_TOKEN_FILE                    what its operator shows
 *  OPSBUS_CA=ca.pem                                                        who signs its certificates, when the JDK does not know that one
 * </pre>
 *
 * @param urls base URL of each service that is named; empty when all are where the data folder has them
 * @param token its operator's
 * @param tls believes the authorities that are named; empty for those the JDK knows
 */
public record Elsewhere(Map<String, String> urls, String token, Optional<SSLContext> tls) {
    private static final String GATEWAY = "gateway";
    /** Environment names, as the README lists them. */
    public static final String ENV_URL = "OPSBUS_URL";

    public static final String ENV_TOKEN = "OPSBUS_OPERATOR_TOKEN";
    public static final String ENV_TOKEN_FILE = "OPSBUS_OPERATOR_TOKEN_FILE";
    public static final String ENV_CA = "OPSBUS_CA";

    /**
     * Empty when the environment names none.
     *
     * @param services the names there are
     * @throws IllegalArgumentException in a sentence, when what is named cannot be meant
     * @throws IOException in a sentence, when a file that is named cannot be read
     */
    public static Optional<Elsewhere> of(Map<String, String> env, Set<String> services) throws IOException {
        String url = env.getOrDefault(ENV_URL, "").strip();
        String token = token(env);
        if (url.isEmpty() && token.isEmpty()) {
            return Optional.empty();
        }
        if (token.isEmpty()) {
            // the token of this machine's data folder is nothing to show elsewhere
            throw new IllegalArgumentException(ENV_URL + " is set and the operator's token is not: set " + ENV_TOKEN
                    + ", or " + ENV_TOKEN_FILE + " to the file that holds it");
        }
        Map<String, String> urls = url.isEmpty() ? Map.of() : urls(url, services);
        return Optional.of(new Elsewhere(urls, token, tls(env, urls)));
    }

    private static Optional<SSLContext> tls(Map<String, String> env, Map<String, String> urls) throws IOException {
        String file = env.getOrDefault(ENV_CA, "").strip();
        if (file.isEmpty() || urls.values().stream().noneMatch(url -> url.startsWith("https:"))) {
            return Optional.empty();
        }
        try {
            return Optional.of(Authorities.of(Path.of(file)));
        } catch (FileSystemException unreadable) {
            throw new IOException(ENV_CA + ": " + file + " cannot be read", unreadable);
        } catch (IOException none) {
            throw new IOException(ENV_CA + ": " + none.getMessage(), none);
        }
    }

    private static String token(Map<String, String> env) throws IOException {
        String token = env.getOrDefault(ENV_TOKEN, "").strip();
        String file = env.getOrDefault(ENV_TOKEN_FILE, "").strip();
        if (!token.isEmpty() && !file.isEmpty()) {
            throw new IllegalArgumentException(ENV_TOKEN + " and " + ENV_TOKEN_FILE + " are both set; one says which");
        }
        if (file.isEmpty()) {
            return token;
        }
        try {
            String read = Files.readString(Path.of(file)).strip();
            if (read.isEmpty()) {
                throw new IllegalArgumentException(ENV_TOKEN_FILE + ": " + file + " is empty");
            }
            return read;
        } catch (IOException unreadable) {
            throw new IOException(ENV_TOKEN_FILE + ": " + file + " cannot be read", unreadable);
        }
    }

    private static Map<String, String> urls(String text, Set<String> services) {
        Map<String, String> urls = new LinkedHashMap<>();
        for (String part : text.split(",", -1)) {
            int equals = part.indexOf('=');
            String service = equals < 0 ? GATEWAY : part.substring(0, equals).strip();
            if (!services.contains(service)) {
                throw new IllegalArgumentException(
                        ENV_URL + ": there is no service " + service + "; there are " + String.join(", ", services));
            }
            urls.put(service, url(part.substring(equals + 1).strip()));
        }
        return Map.copyOf(urls);
    }

    /** Over TLS, or to this machine: whoever reads the token on its way is an operator. */
    private static String url(String text) {
        try {
            URI url = new URI(text);
            String host = url.getHost() == null ? "" : url.getHost();
            boolean isTls = "https".equals(url.getScheme());
            if (host.isEmpty() || !(isTls || "http".equals(url.getScheme())) || url.getRawQuery() != null) {
                throw new IllegalArgumentException(ENV_URL + ": no URL of a service: " + text);
            }
            if (!isTls && !isThisMachine(host)) {
                throw new IllegalArgumentException(ENV_URL + ": http is for this machine only, for the operator's token"
                        + " could be read on the way to " + host + "; take https, or a tunnel (ssh -L)");
            }
            return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        } catch (URISyntaxException none) {
            throw new IllegalArgumentException(ENV_URL + ": no URL of a service: " + text, none);
        }
    }

    private static boolean isThisMachine(String host) {
        if (host.equals("localhost")) {
            return true;
        }
        String literal = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        return Door.isAddress(literal) && InetAddress.ofLiteral(literal).isLoopbackAddress();
    }

    /** Where the service is. */
    public String url(String service, Map<String, String> here) {
        Map<String, String> known = urls.isEmpty() ? here : urls;
        String url = known.get(service);
        if (url == null) {
            throw new IllegalArgumentException(
                    ENV_URL + " does not say where " + service + " is: add " + service + "=URL, with a comma between");
        }
        return url;
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "Elsewhere" + urls;
    }
}
