package io.opsbus.rpc.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.rpc.ActionName;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.Fresh;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.identity.Identity;
import io.opsbus.rpc.parameter.Got;
import io.opsbus.rpc.parameter.Parameters;
import io.opsbus.rpc.reply.Format;
import io.opsbus.rpc.reply.Json;
import io.opsbus.rpc.reply.Tree;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageParametersTest {
    private static final PageParameters PAGE = PageParameters.upTo(100, 500);
    private static final Declaration LIST = Declaration.reading("2014-05-26", "DescribeDisks", "")
            .takes(PAGE.all())
            .end();

    @Test
    void withoutParametersItIsTheFirstPageOfTen() {
        assertThat(asked("")).isEqualTo(new PageRequest.ByNumber(1, 10));
    }

    @Test
    void byNumberItSkipsThePagesBefore() {
        assertThat(asked("PageNumber=3&PageSize=100")).isEqualTo(new PageRequest.ByNumber(3, 100));
        assertThat(new PageRequest.ByNumber(3, 100).offset()).isEqualTo(200);
        assertThat(new PageRequest.ByNumber(10_000_000, 100).offset()).isEqualTo(999_999_900);
    }

    @Test
    void anyParameterOfTokenModeWins() {
        assertThat(asked("MaxResults=500&PageNumber=3")).isEqualTo(new PageRequest.ByToken(Optional.empty(), 500));
        assertThat(asked("NextToken=" + PageParameters.token("17/i-1")))
                .isEqualTo(new PageRequest.ByToken(Optional.of("17/i-1"), 10));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PageNumber=0",
                "PageSize=101",
                "PageSize=0",
                "MaxResults=501",
                "MaxResults=0",
                "NextToken=%25",
                "NextToken=a",
                "NextToken=YQ%3D%3D",
                "NextToken=_w"
            })
    void whatIsOutOfBoundsIsRefused(String query) {
        assertThat(LIST.read(parameters(query))).isInstanceOf(Declaration.Reading.Bad.class);
    }

    @Test
    void theReplyTellsWhereItStands() {
        assertThat(told(new PageRequest.ByNumber(2, 10), Optional.of("x")))
                .isEqualTo("{\"TotalCount\":25,\"PageNumber\":2,\"PageSize\":10,\"NextToken\":\"\"}");
        assertThat(told(new PageRequest.ByToken(Optional.empty(), 10), Optional.of("x")))
                .isEqualTo("{\"TotalCount\":25,\"PageNumber\":0,\"PageSize\":10,\"NextToken\":\"eA\"}");
        assertThat(told(new PageRequest.ByToken(Optional.empty(), 10), Optional.empty()))
                .contains("\"NextToken\":\"\"");
    }

    private static String told(PageRequest asked, Optional<String> last) {
        Tree.Builder reply = Tree.build();
        PageParameters.tell(reply, asked, 25, last);
        return Json.write(reply.end());
    }

    private static PageRequest asked(String query) {
        if (LIST.read(parameters(query)) instanceof Declaration.Reading.Good(var values)) {
            var identity = new Identity(
                    "169", "k", new ActionName("2014-05-26", "X"), "R", "h", Format.JSON, "::1", Instant.EPOCH);
            return PAGE.of(new Call(identity, Instant.EPOCH, values, new Fresh("s")));
        }
        throw new AssertionError(query);
    }

    private static Parameters parameters(String query) {
        if (Parameters.merge(query, "") instanceof Got.Given<Parameters>(Parameters parameters)) {
            return parameters;
        }
        throw new AssertionError(query);
    }
}
