package io.opsbus.conformance.coverage;

import io.opsbus.conformance.Target;
import io.opsbus.conformance.raw.RawConnection;
import io.opsbus.conformance.raw.RawRequest;
import io.opsbus.conformance.raw.Signed;
import io.opsbus.conformance.sdk.Sdks;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Asks a system which of the SDK's actions it serves, and calls none of them: a request whose nonce was used is refused
 * either way, and one for an unknown action is told so first.
 */
public final class Served {
    private static final String UNKNOWN = "InvalidAction.NotFound";

    private Served() {}

    /** The names of the actions the system knows. */
    public static SortedSet<String> by(Target target) throws IOException {
        URI url = target.anyUrl();
        Signed used = Signed.now(url, target.key());
        SortedSet<String> served = new TreeSet<>();
        try (RawConnection connection = RawConnection.open(url, target.caFile())) {
            connection.exchange(used.acs3("POST", "DescribeRegions", Map.of()));
            ask(connection, used, Sdks.actions(), Signed.ECS, served);
            ask(connection, used, Sdks.actionsOfCms(), Signed.CMS, served);
        }
        return served;
    }

    private static void ask(
            RawConnection connection, Signed used, Set<String> actions, String version, Set<String> served)
            throws IOException {
        for (String action : actions) {
            RawRequest again = used.at(Instant.now())
                    .acs3("POST", action, Map.of(), new byte[0], List.of("x-acs-version: " + version));
            String code = connection.exchange(again).code();
            if (!code.equals(UNKNOWN)) {
                served.add(action);
            }
        }
    }
}
