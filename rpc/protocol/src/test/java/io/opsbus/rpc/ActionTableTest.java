package io.opsbus.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.reply.Answer;
import io.opsbus.rpc.reply.RpcError;
import io.opsbus.rpc.reply.Tree;
import java.util.List;
import org.junit.jupiter.api.Test;

class ActionTableTest {
    private static final Action ECS = new Named("2014-05-26");
    private static final Action CMS = new Named("2019-01-01");

    @Test
    void oneNameMeansAnotherActionInAnotherVersion() {
        ActionTable table = new ActionTable(List.of(ECS, CMS));
        assertThat(table.find(new ActionName("2019-01-01", "TagResources")))
                .isEqualTo(new ActionTable.Found.Served(CMS));
        assertThat(table.find(new ActionName("2014-05-26", "TagResources")))
                .isEqualTo(new ActionTable.Found.Served(ECS));
    }

    @Test
    void anUnknownVersionIsToldApartFromAnUnknownAction() {
        ActionTable table = new ActionTable(List.of(ECS));
        assertThat(table.find(new ActionName("2014-05-26", "tagresources")))
                .isEqualTo(new ActionTable.Found.Unknown(RpcError.actionNotFound()));
        assertThat(table.find(new ActionName("1999-01-01", "TagResources")))
                .isEqualTo(new ActionTable.Found.Unknown(RpcError.invalidVersion()));
    }

    @Test
    void twoActionsOfOneNameAreABug() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ActionTable(List.of(ECS, new Named("2014-05-26"))));
    }

    private record Named(String version) implements Action {
        @Override
        public Declaration declaration() {
            return Declaration.writing(version, "TagResources", "").end();
        }

        @Override
        public Answer answer(Call call) {
            return new Answer.Reply(Tree.fields());
        }
    }
}
