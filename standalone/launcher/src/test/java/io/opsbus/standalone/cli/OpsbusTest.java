package io.opsbus.standalone.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class OpsbusTest {
    /** Two options of one name are found when the words are read, by whatever verb: no verb works then. */
    @Test
    void everyVerbCanBeRead() {
        var said = new StringWriter();
        var line = new CommandLine(new Opsbus()).setOut(new PrintWriter(said));
        assertThat(line.execute("agents", "publish", "--help")).isZero();
        assertThat(said.toString()).contains("--file", "--version", "--key");
    }

    @Test
    void everyVerbSaysWhatItDoes() {
        assertThat(verbs(new CommandLine(new Opsbus())))
                .allSatisfy(verb -> {
                    var said = new StringWriter();
                    assertThat(verb.setOut(new PrintWriter(said)).execute("--help"))
                            .isZero();
                    assertThat(said.toString())
                            .contains("Usage: " + verb.getCommandSpec().qualifiedName());
                })
                .hasSizeGreaterThan(30);
    }

    /** {@code ./opsbus --help} tells it before anything is built. */
    @Test
    void whatIsToldBeforeABuildIsWhatThereIs() throws IOException {
        var file = Path.of(System.getProperty("opsbus.home", "."), "docs", "opsbus.txt");
        var right = new CommandLine(new Opsbus()).getUsageMessage(CommandLine.Help.Ansi.OFF);
        if (Boolean.getBoolean("opsbus.docs.write")) {
            Files.writeString(file, right);
        }
        assertThat(file).as("rewrite it with -Dopsbus.docs.write=true").hasContent(right);
    }

    /** Everybody on a machine may read the words a program was started with. */
    @Test
    void whatIsSecretIsGivenInAFile() {
        assertThat(verbs(new CommandLine(new Opsbus()))
                        .flatMap(verb -> verb.getCommandSpec().options().stream())
                        .filter(option -> option.longestName().matches("--.*(secret|password|key).*")))
                .isNotEmpty()
                .allSatisfy(option ->
                        assertThat(option.type()).as(option.longestName()).isEqualTo(Path.class));
    }

    private static Stream<CommandLine> verbs(CommandLine line) {
        return Stream.concat(
                Stream.of(line), line.getSubcommands().values().stream().flatMap(OpsbusTest::verbs));
    }

    /** What the JDK says of a file is its name. */
    @Test
    void whatIsWrongWithAFileIsSaid() {
        assertThat(Opsbus.sentence(new NoSuchFileException("/a/b"))).isEqualTo("There is no file /a/b.");
        assertThat(Opsbus.sentence(new AccessDeniedException("/a/b")))
                .startsWith("/a/b is not to be read or written by " + System.getProperty("user.name"))
                .endsWith("run this as that user.");
        assertThat(Opsbus.sentence(new FileSystemException("/a/b", null, "No space left on device")))
                .isEqualTo("/a/b: No space left on device");
        assertThat(Opsbus.sentence(new NotDirectoryException("/a/b")))
                .isEqualTo("/a/b cannot be used (NotDirectoryException).");
        assertThat(Opsbus.sentence(new IOException("a sentence"))).isEqualTo("a sentence");
    }

    @Test
    void anEmptyListOfVersionsSaysSo(@TempDir Path data) {
        var said = new ByteArrayOutputStream();
        PrintStream usual = System.out;
        System.setOut(new PrintStream(said, true, UTF_8));
        try {
            assertThat(new CommandLine(new Opsbus()).execute("agents", "list", "--data", data.toString()))
                    .isZero();
        } finally {
            System.setOut(usual);
        }
        assertThat(said.toString(UTF_8)).isEqualToIgnoringNewLines("No version is published.");
    }

    /** A verb beneath another that must be told something is asked for it too: such a verb could never be called. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "deliveries list --account 1",
                "deliveries redrive --account 1 --all --dry-run",
                "deliveries redrives list --account 1",
                "deliveries redrives stop --account 1 rdr-1",
                "sending status",
                "sending stop --account 1 --why storm",
                "sending resume",
                "deliveries redrive --account 1 --silence sil-1",
                "inhibitions create --account 1 --token t inhibition.json",
                "inhibitions create --account 1 -",
                "inhibitions list --account 1",
                "inhibitions show --account 1 inh-1",
                "inhibitions remove --account 1 inh-1",
                "subscriptions create --account 1 --token t --json subscription.json",
                "subscriptions create --account 1 --level WARN --webhook http://127.0.0.1:1/",
                "subscriptions create --account 1 --level WARN --robot slack --url-file - --secret-file s --language en",
                "subscriptions create --account 1 --level WARN --name x --resource i-1 --product ECS --mail a@b.example",
                "subscriptions list --account 1 --json",
                "subscriptions show --account 1 sub-1",
                "subscriptions put --account 1 sub-1 -",
                "subscriptions enable --account 1 sub-1",
                "subscriptions disable --account 1 sub-1",
                "subscriptions preview --account 1 sub-1 event.json",
                "subscriptions remove --account 1 sub-1",
                "silences create --account 1 --resource i-1,i-2 --for 2h --author me --comment kernel --token t",
                "silences list --account 1 --state active",
                "silences show --account 1 sil-1",
                "silences expire --account 1 sil-1",
                "targets list --account 1",
                "targets list --account 1 --all",
                "targets show --account 1 tgt-1",
                "targets pause --account 1 tgt-1",
                "targets resume --account 1 tgt-1",
                "targets ask --account 1 tgt-1",
                "targets test --account 1 tgt-1",
                "contacts confirm --account 1 ABCD-EFGH-JKLM",
                "templates list --account *",
                "templates show --account 1 mail-en",
                "templates put --account 1 --subject {{label}} --text t.mustache --html h.mustache mail-en",
                "templates preview --account 1 --event e-1 sms-zh",
                "templates remove --account 1 robot-en",
                "maintenance host-lost --host h-1",
                "maintenance host-back --host h-1",
                "maintenance lost-hosts",
                "maintenance hosts --limit 5 --json",
                "maintenance list --account 1 --instance i-1 --limit 5 --json",
                "events tail --from-start --count 3",
                "events publish --json -",
                "account id",
                "invocations tail --account 1 t-1",
                "agents pending",
                "agents approve mi-1"
            })
    void aVerbAsksForItsOwnOptionsOnly(String words) {
        var asked = new CommandLine(new Opsbus()).parseArgs(words.split(" "));
        assertThat(asked.hasSubcommand()).isTrue();
    }
}
