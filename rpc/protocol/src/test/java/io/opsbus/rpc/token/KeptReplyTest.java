package io.opsbus.rpc.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.rpc.reply.Tree;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeptReplyTest {
    @Test
    void everyTreeComesBackTheSame() {
        Tree.Fields reply = Tree.build()
                .put("InstanceIdSets", "InstanceIdSet", List.of(new Tree.Text("i-1"), new Tree.Text("i-2")))
                .put("Empty", "One", List.of())
                .put("Bare", new Tree.Bare(List.of(new Tree.Whole(1), new Tree.Flag(true))))
                .put("Object", Tree.fields().with("OnlyList", new Tree.Bare(List.of())))
                .put("TradePrice", new Tree.Decimal(new BigDecimal("0.165")))
                .put("None", Tree.fields())
                .put("Text", "\u0000\n服务器")
                .end();
        assertThat(KeptReply.read(KeptReply.write(reply))).contains(reply);
    }

    @Test
    void anythingElseIsNoReply() {
        assertThat(KeptReply.read("[]")).isEmpty();
        assertThat(KeptReply.read("{")).isEmpty();
    }
}
