package io.opsbus.gateway;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The page at {@code /}: what runs here, where, and whether it does, in Chinese and English.
 *
 * @param template all of the page but the states; it loads nothing
 * @param contentSecurityPolicy allows the page's own style block, by its hash, and nothing else
 */
public record HomePage(String template, String contentSecurityPolicy) {
    /** This service: it answers, so it runs. */
    private static final String GATEWAY = "gateway";

    private static final Pattern OPTIONAL = Pattern.compile("\\{\\{#(\\w+)}}(.*?)\\{\\{/\\1}}", Pattern.DOTALL);
    private static final Pattern STATE = Pattern.compile("\\{\\{state ([a-z-]+)}}");

    /**
     * Fills in {@code template}.
     *
     * @param ports by the name the template has for them, as {@code {{name}}}; what stands between {@code {{#name}}} and
     *     {@code {{/name}}} is left out where there is none
     * @throws IllegalArgumentException when a name of the template is not in {@code ports}: the page and its caller differ
     */
    public static HomePage of(String template, Map<String, Integer> ports) {
        String html = OPTIONAL.matcher(template)
                .replaceAll(found -> ports.containsKey(found.group(1)) ? Matcher.quoteReplacement(found.group(2)) : "");
        for (var port : ports.entrySet()) {
            html = html.replace("{{" + port.getKey() + "}}", Integer.toString(port.getValue()));
        }
        String rest = STATE.matcher(html).replaceAll("");
        if (rest.contains("{{")) {
            throw new IllegalArgumentException("the page names an unknown port at " + rest.indexOf("{{"));
        }
        String style = html.substring(html.indexOf("<style>") + "<style>".length(), html.indexOf("</style>"));
        String policy = "default-src 'none'; style-src 'sha256-" + sha256(style)
                + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        return new HomePage(html, policy);
    }

    /**
     * The whole page.
     *
     * @param running how many endpoints run of each service that was ever heard of
     */
    public String html(Map<String, Integer> running) {
        return STATE.matcher(template).replaceAll(found -> Matcher.quoteReplacement(state(found.group(1), running)));
    }

    private static String state(String service, Map<String, Integer> running) {
        if (service.equals(GATEWAY) || running.getOrDefault(service, 0) > 0) {
            return word("up", "运行中", "running");
        }
        return running.containsKey(service) ? word("away", "离线", "away") : word("away", "未报到", "not heard of");
    }

    private static String word(String kind, String chinese, String english) {
        return "<span class=\"" + kind + "\">" + chinese + "<span lang=\"en\">" + english + "</span></span>";
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
