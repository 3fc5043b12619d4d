package io.opsbus.notifier.targets;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.FieldProblem;
import io.opsbus.testkit.tls.OwnCertificate;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeerTlsTest {
    private static OwnCertificate one;
    private static OwnCertificate other;

    @BeforeAll
    static void make(@TempDir Path folder) throws Exception {
        one = OwnCertificate.make(folder, "one");
        other = OwnCertificate.make(folder, "other");
    }

    private static Map<String, Object> form(String... more) {
        var form = new LinkedHashMap<String, Object>(Map.of("type", "webhook", "url", "https://hooks.example.com/x"));
        for (var at = 0; at < more.length; at += 2) {
            form.put(more[at], more[at + 1]);
        }
        return form;
    }

    private static List<String> problems(Map<String, Object> form) {
        var problems = new ArrayList<FieldProblem>();
        assertThat(Target.read(form, problems)).isEmpty();
        return problems.stream().map(one -> one.field() + " " + one.code()).toList();
    }

    @Test
    void whatIsReadIsToldAgainAndTheKeyToNobody() {
        var asked = form("caPem", other.pem(), "clientCertificatePem", one.pem(), "clientKeyPem", one.keyPem());
        var target = Target.read(asked, new ArrayList<>()).orElseThrow();
        assertThat(target.form())
                .containsEntry("caPem", other.pem())
                .containsEntry("clientCertificatePem", Secret.of(one.pem()))
                .containsEntry("clientKeyPem", Secret.of(one.keyPem()));
        assertThat(target + target.form().toString())
                .doesNotContain(one.keyPem())
                .doesNotContain(one.pem());
    }

    @Test
    void whatCannotBeUsedIsNamed() {
        assertThat(problems(form("caPem", "x"))).containsExactly("target.caPem Invalid");
        assertThat(problems(form("caPem", ""))).containsExactly("target.caPem Invalid");
        assertThat(problems(form("caPem", one.pem().repeat(11)))).containsExactly("target.caPem Invalid");
        assertThat(problems(form("clientCertificatePem", one.pem()))).containsExactly("target.clientKeyPem Missing");
        assertThat(problems(form("clientKeyPem", one.keyPem()))).containsExactly("target.clientCertificatePem Missing");
        assertThat(problems(form("clientCertificatePem", one.pem(), "clientKeyPem", other.keyPem())))
                .as("another's key")
                .containsExactly("target.clientKeyPem Invalid");
        assertThat(problems(form("clientCertificatePem", one.pem(), "clientKeyPem", one.pem())))
                .containsExactly("target.clientKeyPem Invalid");
        var plain = form("caPem", one.pem());
        plain.put("url", "http://hooks.example.com/x");
        assertThat(problems(plain)).containsExactly("target.caPem Invalid");
    }
}
