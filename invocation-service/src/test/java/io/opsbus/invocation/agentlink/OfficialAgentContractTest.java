package io.opsbus.invocation.agentlink;

import io.opsbus.invocation.InstanceId;
import io.opsbus.rpc.json.JsonReader;
import io.opsbus.testkit.agent.AgentServer;
import io.opsbus.testkit.agent.OfficialAgent;
import io.opsbus.testkit.agent.Pace;
import io.opsbus.testkit.agent.SimulatedIdentity;
import io.opsbus.testkit.agent.Work;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Clock;
import java.util.Base64;
import java.util.Objects;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** The simulator of the official agent: what the contract asks of ours, it asks of this one too. */
class OfficialAgentContractTest extends AgentContract {
    private @Nullable OfficialAgent agent;
    private @Nullable AgentServer server;
    private @Nullable SimulatedIdentity identity;

    @Override
    InstanceId begin(TestTls tls, int port, Path folder) throws Exception {
        HttpClient client = new io.opsbus.agent.wire.Connection("127.0.0.1:" + port, tls.ca())
                .client(Executors.newVirtualThreadPerTaskExecutor());
        server = new AgentServer(URI.create("https://127.0.0.1:" + port), client, Clock.systemUTC());
        KeyPair keys = SimulatedIdentity.freshKeys();
        String wrapped =
                Base64.getEncoder().encodeToString(SimulatedIdentity.pem(keys).getBytes(StandardCharsets.US_ASCII));
        String body = "{\"activationCode\":\"secret\",\"activationId\":\"a-1\",\"machineId\":\"m\",\"regionId\":\"r\","
                + "\"instanceName\":\"\",\"hostname\":\"h\",\"intranetIp\":\"\\u003cnil\\u003e\",\"osVersion\":\"v\","
                + "\"osType\":\"linux\",\"agentVersion\":\"2.2.3.578\",\"publicKey\":\"" + wrapped + "\",\"tag\":[]}";
        String answer = client.send(
                        HttpRequest.newBuilder(server.base().resolve("/luban/api/instance/register"))
                                .POST(BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString())
                .body();
        String id = JsonReader.textMap(answer).orElseThrow().get("instanceId");
        identity = new SimulatedIdentity(Objects.requireNonNull(id), "m", keys);
        restart();
        return new InstanceId(id);
    }

    @Override
    void restart() throws Exception {
        agent = new OfficialAgent(
                Objects.requireNonNull(server),
                Objects.requireNonNull(identity),
                Pace.OFFICIAL.times(20),
                Work.lines());
        agent.start(false);
    }

    @Override
    void end() {
        Objects.requireNonNull(agent).close();
    }
}
