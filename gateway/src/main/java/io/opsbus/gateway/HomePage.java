package io.opsbus.gateway;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;

/**
 * The page at {@code /}: what runs here and where, in Chinese and English.
 *
 * @param html the whole page; it loads nothing
 * @param contentSecurityPolicy allows the page's own style block, by its hash, and nothing else
 */
public record HomePage(String html, String contentSecurityPolicy) {
    /**
     * Fills in {@code template}.
     *
     * @param ports by the name the template has for them, as {@code {{name}}}
     * @throws IllegalArgumentException when a name of the template is not in {@code ports}: the page and its caller differ
     */
    public static HomePage of(String template, Map<String, Integer> ports) {
        String html = template;
        for (var port : ports.entrySet()) {
            html = html.replace("{{" + port.getKey() + "}}", Integer.toString(port.getValue()));
        }
        if (html.contains("{{")) {
            throw new IllegalArgumentException("the page names an unknown port at " + html.indexOf("{{"));
        }
        String style = html.substring(html.indexOf("<style>") + "<style>".length(), html.indexOf("</style>"));
        String policy = "default-src 'none'; style-src 'sha256-" + sha256(style)
                + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        return new HomePage(html, policy);
    }

    private static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return Base64.getEncoder().encodeToString(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java platform has SHA-256", missing);
        }
    }
}
