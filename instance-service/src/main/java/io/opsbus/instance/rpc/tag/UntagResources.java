package io.opsbus.instance.rpc.tag;

import io.opsbus.instance.control.TagDesk;
import io.opsbus.instance.rpc.Changes;
import io.opsbus.instance.rpc.Ecs;
import io.opsbus.instance.rpc.RegionParameter;
import io.opsbus.instance.rpc.TagParameters;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.declare.Take;
import io.opsbus.rpc.reply.Answer;
import io.opsbus.rpc.reply.RpcError;
import java.util.List;
import java.util.Set;

/** {@code UntagResources} (contract 2.1): takes tags off resources; all of them only when {@code All} says so. */
public final class UntagResources implements Action {
    private static final Parameter<List<String>> KEYS =
            Take.texts("TagKey", TagParameters.MOST).or(List.of());
    private static final Parameter<Boolean> ALL =
            Take.flag("All").meaning("All tags; counts only without `TagKey`.").or(false);

    private final TagDesk tags;
    private final RegionParameter region;
    private final Declaration declaration;

    public UntagResources(TagDesk tags, RegionParameter region) {
        this.tags = tags;
        this.region = region;
        this.declaration = Ecs.writing("UntagResources", "Takes tags off resources.")
                .takes(region.parameter(), TaggedKinds.TYPE, TaggedKinds.IDS, KEYS, ALL)
                .fails(TaggedKinds.NOT_FOUND)
                .end();
    }

    @Override
    public Declaration declaration() {
        return declaration;
    }

    @Override
    public Answer answer(Call call) {
        List<String> keys = call.get(KEYS);
        if (keys.isEmpty() && !call.get(ALL)) {
            return new Answer.Refused(RpcError.missingParameter("TagKey.1"));
        }
        TagDesk.Tagging tagging =
                keys.isEmpty() ? new TagDesk.Tagging.RemoveAll() : new TagDesk.Tagging.Remove(Set.copyOf(keys));
        return tags.tag(
                        region.of(call),
                        call.get(TaggedKinds.TYPE),
                        call.get(TaggedKinds.IDS),
                        tagging,
                        Changes.key(call),
                        call.now())
                .map(TaggedKinds::refused)
                .orElseGet(Answer.Reply::done);
    }
}
