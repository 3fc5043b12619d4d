package io.opsbus.command.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsbus.command.CommandLimits;
import io.opsbus.command.Given;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CreateCommandTest {
    private static final String LONG_128 = "名".repeat(128);

    private final Service service = new Service();

    @Test
    void theGuidesFirstCommandIsCreated() {
        Service.Told told = service.call(
                "CreateCommand",
                "Name",
                "HelloECS",
                "Description",
                "UserGuide",
                "Type",
                "RunShellScript",
                "CommandContent",
                Service.SHELL_ECHO);

        assertThat(told.status()).isEqualTo(200);
        assertThat(told.text("CommandId")).matches("c-[0-9a-f]{32}");
        JsonNode command = service.describe(told.text("CommandId"));
        assertThat(command.get("Name").asText()).isEqualTo("HelloECS");
        assertThat(command.get("Timeout").asInt()).as("guide 2.3.1").isEqualTo(3600);
        assertThat(command.get("WorkingDir").asText()).isEmpty();
        assertThat(command.get("EnableParameter").asBoolean()).isFalse();
        assertThat(command.get("CreationTime").asText()).isEqualTo("2026-11-23T12:00Z");
    }

    @ParameterizedTest
    @CsvSource({"Name, Name", "Type, Type", "CommandContent, CommandContent", "RegionId, RegionId"})
    void aMissingParameterIsNamedInTheCode(String left, String named) {
        Map<String, String> parameters = complete();
        parameters.remove(left);
        assertThat(service.call(Given.ALICE, "CreateCommand", parameters).code())
                .isEqualTo("MissingParameter." + named);
        parameters.put(left, "");
        assertThat(service.call(Given.ALICE, "CreateCommand", parameters).code())
                .isEqualTo("MissingParameter." + named);
    }

    private static Map<String, String> complete() {
        return new HashMap<>(
                Map.of("RegionId", "cn-hangzhou", "Name", "n", "Type", "RunShellScript", "CommandContent", "ZQ=="));
    }

    /** Both sides of every limit. A value {@code x*5} stands for five of it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Name            | 名*128                         | 200
                    Name            | 名*129                         | CmdName.ExceedLimit
                    Name            | 😀*128                         | 200
                    Description     | d*512                          | 200
                    Description     | d*513                          | CmdDesc.ExceedLimit
                    WorkingDir      | /*200                          | 200
                    WorkingDir      | /*201                          | InvalidParameter.WorkingDir
                    Launcher        | l*1024                         | 200
                    Launcher        | l*1025                         | InvalidLauncher.LengthLimitExceeded
                    Launcher        | 名*342                         | InvalidLauncher.LengthLimitExceeded
                    Timeout         | 1                              | 200
                    Timeout         | 86400                          | 200
                    Timeout         | 0                              | InvalidTimeout.ExceedLimit
                    Timeout         | -1                             | InvalidTimeout.ExceedLimit
                    Timeout         | 86401                          | InvalidTimeout.ExceedLimit
                    Timeout         | 99999999999999999999           | InvalidTimeout.ExceedLimit
                    Timeout         | soon                           | InvalidTimeout.ExceedLimit
                    Type            | RunBatScript                   | 200
                    Type            | RunPowerShellScript            | 200
                    Type            | RunPowershellScript            | InvalidCmdType.NotFound
                    Type            | runshellscript                 | InvalidCmdType.NotFound
                    RegionId        | cn-beijing                     | 200
                    RegionId        | cn-atlantis                    | InvalidRegionId.NotFound
                    RegionId        | *                              | InvalidRegionId.NotFound
                    CommandContent  | echo 123                       | Invalid.CommandContent
                    CommandContent  | ====                           | Invalid.CommandContent
                    CommandContent  | QUFB*4608                      | 200
                    CommandContent  | QUFB*4609                      | CmdContent.ExceedLimit
                    EnableParameter | perhaps                        | InvalidParameter
                    EnableParameter | True                           | 200
                    ContentEncoding | Rot13                          | 200
                    ParameterRules  | {"Mode":"Safe"}                | InvalidParameter.ParameterRules
                    ParameterRules  | Safe                           | InvalidParameter.ParameterRules
                    ParameterRules  | x*8193                         | InvalidParameter
                    ResourceGroupId | rg-1                           | 200
                    ResourceGroupId | r g                            | InvalidParameter
                    ClientToken     | t*64                           | 200
                    ClientToken     | t*65                           | InvalidParameter
                    Tag.1.Key       | k*64                           | 200
                    Tag.1.Key       | k*65                           | InvalidTagKey.Malformed
                    Tag.1.Key       | acs:x                          | InvalidTagKey.Malformed
                    Tag.1.Key       | aliyun                         | InvalidTagKey.Malformed
                    Tag.1.Key       | see http://x                   | InvalidTagKey.Malformed
                    Tag.21.Key      | many                           | 200
                    """)
    void everyLimitHasItsCode(String parameter, String value, String code) {
        Map<String, String> parameters = complete();
        parameters.put(parameter, repeated(value));
        assertThat(service.call(Given.ALICE, "CreateCommand", parameters).code())
                .as("%s = %s", parameter, value)
                .isEqualTo(code);
    }

    @Test
    void rulesOfParametersAreKeptAndGoOverToAClone() {
        String rules = "{\"Mode\":\"Safe\",\"Rules\":{\"User\":{\"Pattern\":\"[a-z]+\"}}}";
        Map<String, String> parameters = complete();
        parameters.put("ContentEncoding", "PlainText");
        parameters.put("CommandContent", "id {{user}}");
        parameters.put("EnableParameter", "true");
        parameters.put("ParameterRules", rules);
        String id = service.call(Given.ALICE, "CreateCommand", parameters).text("CommandId");
        assertThat(rules(id)).isEqualTo(rules);
        String clone = service.call(Given.ALICE, "CloneCommand", Map.of("RegionId", "cn-hangzhou", "CommandId", id))
                .text("CommandId");
        assertThat(rules(clone)).isEqualTo(rules);
        parameters.put("ParameterRules", rules.replace("User", "nobody"));
        assertThat(service.call(Given.ALICE, "CreateCommand", parameters).code())
                .isEqualTo("InvalidParameter.ParameterRules");
    }

    private String rules(String id) {
        return service.call(Given.ALICE, "DescribeCommands", Map.of("RegionId", "cn-hangzhou", "CommandId", id))
                .body()
                .at("/Commands/Command/0/ParameterRules")
                .asText();
    }

    private static String repeated(String value) {
        int star = value.indexOf('*');
        return star < 1 ? value : value.substring(0, star).repeat(Integer.parseInt(value.substring(star + 1)));
    }

    @Test
    void tagsHaveTheirLimits() {
        assertThat(service.call("CreateCommand", with("Tag.1.Key", "a", "Tag.1.Value", "v".repeat(128)))
                        .code())
                .isEqualTo("200");
        assertThat(service.call("CreateCommand", with("Tag.1.Key", "a", "Tag.1.Value", "v".repeat(129)))
                        .code())
                .isEqualTo("InvalidTagValue.Malformed");
        assertThat(service.call("CreateCommand", with("Tag.1.Key", "a", "Tag.2.Key", "a"))
                        .code())
                .isEqualTo("Duplicate.TagKey");
        assertThat(service.call("CreateCommand", with("Tag.1.Value", "v")).code())
                .isEqualTo("MissingParameter");
        String[] tags = IntStream.rangeClosed(1, 21)
                .boxed()
                .flatMap(n -> java.util.stream.Stream.of("Tag." + n + ".Key", "k" + n))
                .toArray(String[]::new);
        assertThat(service.call("CreateCommand", with(tags)).code()).isEqualTo("InvalidParameter");
    }

    private String toldOf(String content) {
        return service.call(
                        "CreateCommand",
                        with("CommandContent", content, "ContentEncoding", "PlainText", "EnableParameter", "true"))
                .text("Message");
    }

    @Test
    void anErrorAboutAParameterOrATagSaysWhich() {
        assertThat(toldOf("{{ok}} {{a b}}")).endsWith(" Name: a b.");
        assertThat(toldOf("{{a\u202eb\nc}}")).endsWith(" Name: a?b?c.");
        assertThat(toldOf("{{" + "n".repeat(65) + "}}")).endsWith(" Name: " + "n".repeat(64) + "….");
        assertThat(service.call("CreateCommand", with("Tag.1.Key", "a", "Tag.2.Key", "b", "Tag.3.Key", "b"))
                        .text("Message"))
                .endsWith(" Key: b.");
    }

    private static String[] with(String... more) {
        return java.util.stream.Stream.concat(
                        java.util.stream.Stream.of("Name", "n", "Type", "RunShellScript", "CommandContent", "ZQ=="),
                        java.util.stream.Stream.of(more))
                .toArray(String[]::new);
    }

    @ParameterizedTest
    @CsvSource({
        "Name, InvalidParameterCharacter.CommandName",
        "Description, InvalidParameterCharacter.CommandDescription",
        "WorkingDir, InvalidParameterCharacter.CommandWorkingDir",
        "Launcher, InvalidParameter.Launcher",
        "Tag.1.Key, InvalidTagKey.Malformed",
    })
    void controlCharactersAreRefused(String parameter, String code) {
        Map<String, String> parameters = complete();
        parameters.put(parameter, "a\u0001b");
        assertThat(service.call(Given.ALICE, "CreateCommand", parameters).code())
                .isEqualTo(code);
    }

    @Test
    void aDescriptionMayHaveLines() {
        String id = service.create("n", "Description", "one\ntwo\tthree");
        assertThat(service.describe(id).get("Description").asText()).isEqualTo("one\ntwo\tthree");
    }

    @ParameterizedTest
    @CsvSource({
        "'{{}}', CmdParam.EmptyKey",
        "'{{ }}', CmdParam.EmptyKey",
        "'{{a b}}', CmdParam.InvalidParamName",
        "'{{ACS::No}}', CmdParam.InvalidParamName",
        "'{{nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn}}', CmdParamName.ExceedLimit",
        "'{{a}} {{ACS::RegionId}}', 200",
    })
    void parametersInTheContentAreChecked(String content, String code) {
        String[] parameters =
                with("CommandContent", content, "ContentEncoding", "PlainText", "EnableParameter", "true");
        assertThat(service.call("CreateCommand", parameters).code()).isEqualTo(code);
    }

    @Test
    void twentyParametersAreTheMost() {
        StringBuilder content = new StringBuilder();
        IntStream.rangeClosed(1, 20)
                .forEach(n -> content.append("{{p").append(n).append("}}"));
        String id = service.create(
                "n", "CommandContent", content.toString(), "ContentEncoding", "PlainText", "EnableParameter", "true");
        assertThat(service.describe(id).get("ParameterNames").get("ParameterName"))
                .hasSize(20);

        String[] more =
                with("CommandContent", content + "{{p21}}", "ContentEncoding", "PlainText", "EnableParameter", "true");
        assertThat(service.call("CreateCommand", more).code()).isEqualTo("CmdParamCount.ExceedLimit");
    }

    @Test
    void theQuotaOfTheGuideIsAHundredCommandsInARegion() {
        IntStream.range(0, 100).forEach(n -> service.create("c" + n));

        Service.Told refused = service.call("CreateCommand", with());
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.code()).isEqualTo("CmdCount.ExceedQuota");
        assertThat(service.call("CreateCommand", with("RegionId", "cn-beijing")).code())
                .isEqualTo("200");
        assertThat(service.call(Given.BOB, "CreateCommand", with()).code()).isEqualTo("200");
    }

    @Test
    void limitsAreSettings() {
        var strict = new Service(new CommandLimits(1, 12, Duration.ofSeconds(60), Duration.ofSeconds(90)));
        assertThat(strict.call("CreateCommand", with("CommandContent", "QUFBQUFBQUFBQUFB"))
                        .code())
                .isEqualTo("CmdContent.ExceedLimit");
        assertThat(strict.call("CreateCommand", with("Timeout", "91")).code()).isEqualTo("InvalidTimeout.ExceedLimit");
        String id = strict.create("n");
        assertThat(strict.describe(id).get("Timeout").asInt()).isEqualTo(60);
        assertThat(strict.call("CreateCommand", with()).code()).isEqualTo("CmdCount.ExceedQuota");
    }

    @Test
    void theSameClientTokenMakesOneCommand() {
        String first = service.create(LONG_128, "ClientToken", "token");
        assertThat(service.create(LONG_128, "ClientToken", "token")).isEqualTo(first);
        assertThat(service.call("CreateCommand", with("ClientToken", "token")).code())
                .isEqualTo("IdempotentParameterMismatch");
        assertThat(service.create(LONG_128)).isNotEqualTo(first);
        assertThat(service.call("DescribeCommands").body().get("TotalCount").asInt())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CreateCommand", "ModifyCommand", "DescribeCommands", "DeleteCommand"})
    void everyActionIsOneOfTheOriginals(String action) {
        assertThat(service.actions.names()).anyMatch(name -> name.action().equals(action));
    }
}
