package io.opsbus.agent.wire;

import io.opsbus.agent.update.Updater;
import io.opsbus.agent.update.Version;
import io.opsbus.rpc.reply.Json;
import io.opsbus.rpc.reply.Tree;
import java.io.IOException;
import java.net.http.HttpResponse;

/**
 * Versions the server has. The question is the official agent's (agent facts 14) under a name of our own, and signed; the answer's
 * words for the official one say "no update" always.
 */
public final class ServerVersions implements Updater.Source {
    /** What this agent is called in the question; the official one is an {@code aliyun assistant}. */
    private static final String APPLICATION = "opsbus agent";

    private static final int OK = 200;

    private final Server server;

    public ServerVersions(Server server) {
        this.server = server;
    }

    @Override
    public String check(Version running) throws IOException, InterruptedException {
        HttpResponse<String> answer = server.post(
                "/luban/api/v1/update/update_check",
                Json.write(Tree.build()
                        .put("os", AgentVersion.osType())
                        .put("os_version", System.getProperty("os.version", ""))
                        .put("app_id", APPLICATION)
                        .put("app_version", running.text())
                        .end()));
        if (answer.statusCode() != OK) {
            throw new IOException("the server answers with " + answer.statusCode());
        }
        return answer.body();
    }

    @Override
    public byte[] part(Version version, long offset) throws IOException, InterruptedException {
        return server.bytes("/luban/api/v1/update/parcel?version=" + version + "&offset=" + offset, Updater.PART);
    }
}
