package io.opsbus.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class SubscriptionFormTest {
    @TempDir
    Path folder;

    private String asked(String words) throws IOException {
        return CommandLine.populateCommand(
                        new SubscriptionForm(),
                        words.replace("FOLDER", folder.toString()).split(" "))
                .json()
                .toString();
    }

    private void file(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    @Test
    void aWebhookOfChosenEventsIsSigned() throws IOException {
        file("secret", "whsec_abc\n");
        assertThat(asked("--level CRITICAL,WARN --name Disk:* --resource i-1,i-2 --status Executing"
                        + " --webhook http://127.0.0.1:1/hook --secret-file FOLDER/secret"))
                .isEqualTo(
                        "{\"product\":\"ECS\",\"levels\":[\"CRITICAL\",\"WARN\"],\"names\":[\"Disk:*\"],"
                                + "\"resources\":[\"i-1\",\"i-2\"],\"statuses\":[\"Executing\"],"
                                + "\"target\":{\"type\":\"webhook\",\"url\":\"http://127.0.0.1:1/hook\",\"secrets\":[\"whsec_abc\"]}}");
    }

    @Test
    void aRobotsAddressAndSecretComeFromFiles() throws IOException {
        file("url", " https://oapi.dingtalk.com/robot/send?access_token=t0ken \n");
        file("secret", "SEC1");
        assertThat(
                        asked(
                                "--level CRITICAL --robot dingtalk --url-file FOLDER/url --secret-file FOLDER/secret --language en"))
                .isEqualTo(
                        "{\"product\":\"ECS\",\"levels\":[\"CRITICAL\"],\"names\":[\"*\"],\"resources\":[\"*\"],"
                                + "\"target\":{\"type\":\"robot\",\"family\":\"dingtalk\","
                                + "\"url\":\"https://oapi.dingtalk.com/robot/send?access_token=t0ken\",\"secret\":\"SEC1\",\"language\":\"en\"}}");
    }

    @Test
    void anAddressWithATokenMayBeAWebhooksToo() throws IOException {
        file("url", "https://hooks.example/t0ken");
        assertThat(asked("--level INFO --url-file FOLDER/url"))
                .contains("\"target\":{\"type\":\"webhook\",\"url\":\"https://hooks.example/t0ken\"}");
        assertThat(asked("--level INFO --mail a@b.example,c@b.example"))
                .contains("\"target\":{\"type\":\"mail\",\"to\":[\"a@b.example\",\"c@b.example\"]}");
    }

    @Test
    void allOfItMayBeInAFile() throws IOException {
        file("whole", "{\"levels\": [\"WARN\"]}");
        assertThat(asked("FOLDER/whole")).isEqualTo("{\"levels\":[\"WARN\"]}");
        file("broken", "{\"levels\":\n s3cret");
        assertThatThrownBy(() -> asked("FOLDER/broken"))
                .hasMessageContaining("is no JSON: line 2")
                .hasMessageNotContaining("s3cret");
        file("list", "[]");
        assertThatThrownBy(() -> asked("FOLDER/list")).hasMessageContaining("must have a JSON object");
        assertThatThrownBy(() -> asked("FOLDER/none")).hasMessageContaining("There is no file");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--webhook http://127.0.0.1:1/hook",
                "--level WARN",
                "--level WARN --robot slack",
                "--level WARN --robot slack --webhook http://127.0.0.1:1/hook",
                "--level WARN --webhook http://127.0.0.1:1/hook --url-file FOLDER/url",
                "--level WARN --webhook http://127.0.0.1:1/hook --mail a@b.example",
                "--level WARN FOLDER/url",
                "--level WARN --robot slack --url-file FOLDER/url --secret-file FOLDER/url",
                "--level WARN --robot slack --url-file FOLDER/two",
                "--level WARN --robot slack --url-file FOLDER/empty",
            })
    void whatCannotBeMeantIsASentence(String words) throws IOException {
        file("url", "https://hooks.example/t0ken");
        file("two", "https://hooks.example/t0ken\nhttps://hooks.example/other");
        file("empty", "\n");
        assertThatThrownBy(() -> asked(words))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith(".")
                .hasMessageNotContaining("t0ken");
    }
}
