package io.opsbus.rpc.reply;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.math.BigDecimal;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class WireReplyTest {
    private static final WireReply.Envelope ENVELOPE =
            new WireReply.Envelope("473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E", "127.0.0.1:18080");

    private static final Answer COMMANDS = new Answer.Reply(Tree.fields()
            .with("PageNumber", 1)
            .with(
                    "Commands",
                    new Tree.Wrapped(
                            "Command",
                            List.of(Tree.fields().with("Name", "a<b>&\"c\"").with("Enabled", true))))
            .with("Empty", new Tree.Wrapped("Item", List.of()))
            .with("Zones", new Tree.Bare(List.of(new Tree.Text("x"), new Tree.Text("y"))))
            .with("Average", new Tree.Decimal(new BigDecimal("1E+2"))));

    @Test
    void jsonHasTheRequestIdFirstAndWrapsLists() {
        WireReply reply = WireReply.of(COMMANDS, Format.JSON, "DescribeCommands", ENVELOPE);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.contentType()).isEqualTo("application/json;charset=utf-8");
        assertThat(reply.body())
                .isEqualTo("{\"RequestId\":\"473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E\",\"PageNumber\":1,"
                        + "\"Commands\":{\"Command\":[{\"Name\":\"a<b>&\\\"c\\\"\",\"Enabled\":true}]},"
                        + "\"Empty\":{\"Item\":[]},\"Zones\":[\"x\",\"y\"],\"Average\":100}");
    }

    @Test
    void xmlNamesItsRootAfterTheActionAndRepeatsElements() {
        WireReply reply = WireReply.of(COMMANDS, Format.XML, "DescribeCommands", ENVELOPE);
        assertThat(reply.contentType()).isEqualTo("text/xml;charset=utf-8");
        assertThat(reply.body())
                .isEqualTo("<?xml version=\"1.0\" encoding=\"UTF-8\"?><DescribeCommandsResponse>"
                        + "<RequestId>473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E</RequestId><PageNumber>1</PageNumber>"
                        + "<Commands><Command><Name>a&lt;b&gt;&amp;\"c\"</Name><Enabled>true</Enabled></Command></Commands>"
                        + "<Empty></Empty><Zones><Zones>x</Zones><Zones>y</Zones></Zones><Average>100</Average>"
                        + "</DescribeCommandsResponse>");
    }

    @Test
    void anErrorHasItsStatusAndFiveTexts() {
        Answer refused = new Answer.Refused(RpcError.missingParameter("Tag.1.Key"));
        WireReply json = WireReply.of(refused, Format.JSON, "TagResources", ENVELOPE);
        assertThat(json.status()).isEqualTo(400);
        assertThat(json.body())
                .isEqualTo("{\"RequestId\":\"473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E\",\"HostId\":\"127.0.0.1:18080\","
                        + "\"Code\":\"MissingParameter\",\"Message\":\"The input parameter \\\"Tag.1.Key\\\" that is"
                        + " mandatory for processing this request is not supplied.\",\"Recommend\":\"\"}");
        assertThat(WireReply.of(refused, Format.XML, "TagResources", ENVELOPE).body())
                .contains("<Error><RequestId>")
                .endsWith("<Recommend></Recommend></Error>");
    }

    @Test
    void charactersNoNotationCanCarryAreReplacedNotThrown() throws Exception {
        String hostile = "\u0000\u0001\u001f\ud800x\udc00\uffff]]>\r\n\u2028";
        Tree.Fields tree =
                Tree.fields().with("T", hostile).with("1 bad<name>", "v").with("", "v");
        assertThat(Json.write(tree))
                .contains("\\u0000\\u0001\\u001f\ufffdx\ufffd")
                .doesNotContain("\n");
        Document document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(Xml.write("R", tree))));
        assertThat(document.getElementsByTagName("T").item(0).getTextContent()).endsWith("]]>\r\n\u2028");
        assertThat(document.getElementsByTagName("_1_bad_name_").getLength()).isEqualTo(1);
    }

    @Test
    void theFormatIsReadInAnyCase() {
        assertThat(Format.of("json")).contains(Format.JSON);
        assertThat(Format.of("XML")).contains(Format.XML);
        assertThat(Format.of("yaml")).isEmpty();
    }
}
