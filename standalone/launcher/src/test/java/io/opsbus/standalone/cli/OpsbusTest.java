package io.opsbus.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
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
}
