package io.opsbus.command.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsbus.command.CommandId;
import io.opsbus.command.CommandPlace;
import io.opsbus.command.Given;
import io.opsbus.command.use.InvocationNews;
import io.opsbus.rpc.reply.Format;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DescribeCommandsTest {
    private final Service service = new Service();

    @Test
    void aCommandShowsAllItsFields() {
        String id = service.create(
                "backup",
                "CommandContent",
                "dGFyIHt7ZmlsZX19IHt7VG99fQ==",
                "EnableParameter",
                "true",
                "Description",
                "d",
                "WorkingDir",
                "/home/",
                "Launcher",
                "bash",
                "Timeout",
                "60",
                "ResourceGroupId",
                "rg-1",
                "Tag.1.Key",
                "owner",
                "Tag.1.Value",
                "zhangsan",
                "Tag.2.Key",
                "a");
        assertThat(service.describe(id).toString())
                .isEqualTo("{\"CommandId\":\"" + id
                        + "\",\"Name\":\"backup\",\"Description\":\"d\",\"Type\":\"RunShellScript\","
                        + "\"CommandContent\":\"dGFyIHt7ZmlsZX19IHt7VG99fQ==\",\"EnableParameter\":true,"
                        + "\"ParameterNames\":{\"ParameterName\":[\"file\",\"To\"]},\"WorkingDir\":\"/home/\","
                        + "\"Launcher\":\"bash\",\"Timeout\":60,\"CreationTime\":\"2026-11-23T12:00Z\",\"InvokeTimes\":0,\"Version\":1,"
                        + "\"Latest\":true,\"Provider\":\"\",\"Category\":\"\",\"ResourceGroupId\":\"rg-1\","
                        + "\"Tags\":{\"Tag\":[{\"TagKey\":\"a\",\"TagValue\":\"\"},"
                        + "{\"TagKey\":\"owner\",\"TagValue\":\"zhangsan\"}]}}");
    }

    @Test
    void howOftenACommandWasInvokedIsTold() {
        String id = service.create("n");
        var place = new CommandPlace(Given.ALICES, new CommandId(id));
        for (String invocation : List.of("t-1", "t-2", "t-1")) {
            service.store.count(List.of(new InvocationNews.Began(invocation, place)));
        }
        assertThat(service.describe(id).get("InvokeTimes").asInt()).isEqualTo(2);
    }

    @Test
    void contentIsShownInTheFormAskedFor() {
        String id = service.create("n", "CommandContent", "echo 文件", "ContentEncoding", "PlainText");
        assertThat(service.describe(id, "ContentEncoding", "PlainText")
                        .get("CommandContent")
                        .asText())
                .isEqualTo("echo 文件");
        assertThat(service.describe(id).get("CommandContent").asText()).isEqualTo("ZWNobyDmlofku7Y=");
        assertThat(service.describe(id, "ContentEncoding", "base64")
                        .get("CommandContent")
                        .asText())
                .isEqualTo("ZWNobyDmlofku7Y=");
    }

    @Test
    void nothingIsAnEmptyListAndNotAnError() {
        assertThat(service.call("DescribeCommands").body().toString())
                .isEqualTo("{\"RequestId\":\"REQUEST\",\"Commands\":{\"Command\":[]},\"TotalCount\":0,"
                        + "\"PageNumber\":1,\"PageSize\":10,\"NextToken\":\"\"}");
        assertThat(service.call("DescribeCommands", "CommandId", "c-0123")
                        .body()
                        .get("TotalCount")
                        .asInt())
                .isZero();
        assertThat(service.call("DescribeCommands", "CommandId", "*")
                        .body()
                        .get("TotalCount")
                        .asInt())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "Name, one, one",
        "Name, *o*, two one",
        "Name, o, ''",
        "Description, first*, one",
        "Type, RunBatScript, two",
        "ResourceGroupId, rg-2, two",
        "Tag.1.Key, env, two one",
        "Provider, AlibabaCloud, ''",
        "Latest, true, three two one",
    })
    void filtersSelect(String parameter, String value, String expected) {
        service.create("one", "Description", "first one", "Tag.1.Key", "env", "Tag.1.Value", "test");
        service.create("two", "Type", "RunBatScript", "ResourceGroupId", "rg-2", "Tag.1.Key", "env");
        service.create("three");

        assertThat(String.join(" ", names(service.call("DescribeCommands", parameter, value))))
                .isEqualTo(expected);
    }

    @Test
    void aTagWithAValueSelectsByBoth() {
        service.create("one", "Tag.1.Key", "env", "Tag.1.Value", "test");
        service.create("two", "Tag.1.Key", "env");
        assertThat(names(service.call("DescribeCommands", "Tag.1.Key", "env", "Tag.1.Value", "test")))
                .containsExactly("one");
        assertThat(names(service.call("DescribeCommands", "Tag.1.Key", "env", "Tag.1.Value", "")))
                .containsExactly("two");
        assertThat(names(service.call("DescribeCommands", "Tag.1.Key", "env", "Tag.2.Key", "no")))
                .isEmpty();
    }

    @Test
    void pagesByNumber() {
        createMany(12);
        Service.Told first = service.call("DescribeCommands");
        assertThat(names(first)).hasSize(10).startsWith("c12", "c11");
        assertThat(first.body().get("TotalCount").asInt()).isEqualTo(12);
        Service.Told second = service.call("DescribeCommands", "PageNumber", "2", "PageSize", "10");
        assertThat(names(second)).containsExactly("c2", "c1");
        assertThat(second.body().get("PageNumber").asInt()).isEqualTo(2);
    }

    @Test
    void pagesByToken() {
        createMany(5);
        Service.Told first = service.call("DescribeCommands", "MaxResults", "3");
        assertThat(names(first)).containsExactly("c5", "c4", "c3");
        Service.Told second = service.call("DescribeCommands", "MaxResults", "3", "NextToken", first.text("NextToken"));
        assertThat(names(second)).containsExactly("c2", "c1");
        assertThat(second.text("NextToken")).isEmpty();
    }

    @Test
    void aTokenOfAnotherAccountShowsOnesOwnCommands() {
        createMany(5);
        String token = service.call("DescribeCommands", "MaxResults", "3").text("NextToken");
        assertThat(service.call(Given.BOB, "DescribeCommands", "NextToken", token)
                        .body()
                        .get("Commands")
                        .get("Command"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "PageNumber, 0, InvalidParam.PageNumber",
        "PageNumber, x, InvalidParam.PageNumber",
        "PageSize, 0, InvalidParam.PageSize",
        "PageSize, 51, InvalidParam.PageSize",
        "PageSize, 50, 200",
        "MaxResults, 51, InvalidParameter",
        "MaxResults, 50, 200",
        "NextToken, ***, InvalidParameter",
        "NextToken, bm90IGEgcGxhY2U, InvalidParameter",
        "CommandId, '', InvalidParameter",
        "Type, RunPython, InvalidCmdType.NotFound",
        "RegionId, cn-atlantis, InvalidRegionId.NotFound",
    })
    void everyLimitHasItsCode(String parameter, String value, String code) {
        assertThat(service.call("DescribeCommands", parameter, value).code()).isEqualTo(code);
    }

    @Test
    void theRegionIsNeeded() {
        assertThat(service.call(Given.ALICE, "DescribeCommands", Map.of()).code())
                .isEqualTo("MissingParameter.RegionId");
    }

    @Test
    void aScriptThatXmlCannotHoldIsStillWellFormedXml() {
        service.create("n", "CommandContent", "AGE=");
        String xml = service.reply(
                        Given.ALICE,
                        "DescribeCommands",
                        Map.of("RegionId", "cn-hangzhou", "ContentEncoding", "PlainText"),
                        Format.XML)
                .bodyText();
        assertThat(xml).contains("<Commands><Command>").doesNotContain("\u0000");
    }

    private void createMany(int count) {
        IntStream.rangeClosed(1, count).forEach(n -> {
            service.create("c" + n);
            service.clock.advance(Duration.ofSeconds(1));
        });
    }

    private static List<String> names(Service.Told told) {
        JsonNode list = told.body().get("Commands").get("Command");
        return StreamSupport.stream(list.spliterator(), false)
                .map(command -> command.get("Name").asText())
                .toList();
    }
}
