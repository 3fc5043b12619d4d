package io.opsbus.notifier.rpc.cms.event;

import io.opsbus.notifier.meta.EventCatalogue;
import io.opsbus.notifier.meta.EventKind;
import io.opsbus.notifier.meta.EventMeta;
import io.opsbus.notifier.rpc.cms.Cms;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.reply.Answer;
import io.opsbus.rpc.reply.Tree;
import java.util.Map;

/** {@code DescribeSystemEventMetaList} (API facts 2.2, 3.6): the guide's tables. */
final class DescribeSystemEventMetaList implements Action {

    private static final Map<String, String> CHINESE = Map.of(
            "Inquiring",
            "问询中",
            "Scheduled",
            "计划执行",
            "Executing",
            "执行中",
            "Executed",
            "已执行",
            "Avoided",
            "已避免",
            "Canceled",
            "已取消",
            "Failed",
            "失败");
    private static final Declaration DECLARATION = Cms.reading(
                    "DescribeSystemEventMetaList", "Lists every event there is, with its levels, types and words.")
            .end();

    @Override
    public Declaration declaration() {
        return DECLARATION;
    }

    @Override
    public Answer answer(Call call) {
        return new Answer.Reply(Cms.okInNumbers()
                .put(
                        "Data",
                        "Resource",
                        EventCatalogue.ALL.stream()
                                .map(DescribeSystemEventMetaList::tree)
                                .toList())
                .end());
    }

    private static Tree.Fields tree(EventMeta meta) {
        return Tree.build()
                .put("Product", EventMeta.PRODUCT)
                .put("Name", meta.name())
                .put("NameDesc", meta.chinese())
                .put("NameDesc.En", meta.english())
                .put("EventType", meta.kind().map(EventKind::word).orElse(""))
                .put("Level", meta.level().name())
                .put("Status", meta.status())
                .put("StatusDesc", CHINESE.getOrDefault(meta.status(), ""))
                .end();
    }
}
