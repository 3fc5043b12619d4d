package io.opsbus.invocation.agentlink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is told of published versions. */
class AgentDoorUpdateTest extends AgentDoorScene {
    AgentDoorUpdateTest(@TempDir Path published) {
        super(published);
    }

    private void publish(String version, String parcel) throws IOException {
        Path folder = Files.createDirectories(published.resolve(version));
        Files.writeString(folder.resolve("parcel.zip"), parcel);
        Files.writeString(
                folder.resolve("offer.properties"),
                "version=" + version + "\nsize=" + parcel.length() + "\nsha256=00ff\nsignature=c2ln\n");
    }

    private static String question(String application, String version) {
        return "{\"os\":\"linux\",\"app_id\":\"" + application + "\",\"app_version\":\"" + version + "\"}";
    }

    @Test
    void ourAgentIsToldOfTheNewestVersionThatIsPublishedAndFetchesItInParts() throws IOException {
        publish("0.9.0", "old");
        publish("0.10.0", "x".repeat(70_000));
        String offer = signed("v1/update/update_check", "", question("opsbus agent", "0.9.0"))
                .bodyText();
        assertThat(offer)
                .contains("\"need_update\":0", "\"version\":\"0.10.0\"", "\"size\":70000", "\"signature\":\"c2ln\"");
        assertThat(signed("v1/update/parcel", "version=0.10.0&offset=0", "").body())
                .hasSize(65_536);
        assertThat(signed("v1/update/parcel", "version=0.10.0&offset=65536", "").body())
                .hasSize(4464);
        for (String query : List.of(
                "version=0.10.0&offset=70000",
                "version=0.10.0&offset=-1",
                "version=0.11.0&offset=0",
                "version=..&offset=0",
                "version=0.9.0%2F..%2F0.10.0&offset=0",
                "")) {
            assertThat(signed("v1/update/parcel", query, "").status()).as(query).isEqualTo(404);
        }
    }

    /** Threat 15: only whoever is published to, and proves to be an agent of ours, hears of it; none is ever told to go back. */
    @Test
    void nobodyElseIsToldOfAPublishedVersion() throws IOException {
        publish("0.10.0", "new");
        String none = Answers.NO_UPDATE;
        String ours = question("opsbus agent", "0.9.0");
        assertThat(call("v1/update/update_check", "", Map.of(), ours).bodyText())
                .isEqualTo(none);
        Map<String, String> forged = ONE.headers(NOW);
        forged.put("x-acs-signature", OTHER.sign("anything"));
        assertThat(call("v1/update/update_check", "", forged, ours).bodyText()).isEqualTo(none);
        assertThat(signed("v1/update/update_check", "", question("aliyun assistant", "2.2.3.578"))
                        .bodyText())
                .isEqualTo(none);
        assertThat(signed("v1/update/update_check", "", question("opsbus agent", "0.10"))
                        .bodyText())
                .isEqualTo(none);
        Files.delete(published.resolve("0.10.0").resolve("offer.properties"));
        assertThat(signed("v1/update/update_check", "", ours).bodyText()).isEqualTo(none);
    }

    /** Threat 15: whoever could answer another thing here would own every machine. */
    @Test
    void noUpdateIsEverOfferedToTheOfficialAgent() throws IOException {
        publish("9.9.9", "new");
        for (Map<String, String> headers : List.of(Map.<String, String>of(), ONE.headers(NOW))) {
            assertThat(call("v1/update/update_check", "", headers, "{\"os\":\"linux\"}")
                            .bodyText())
                    .contains("\"need_update\":0", "\"url\":\"\"");
        }
        assertThat(signed("v1/plugin/list", "", "{}").bodyText()).contains("\"pluginList\":[]");
        assertThat(signed("v2/plugin/update_check", "", "{}").bodyText()).contains("\"plugin\":[]");
    }
}
