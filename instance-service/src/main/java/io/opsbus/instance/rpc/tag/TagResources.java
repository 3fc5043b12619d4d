package io.opsbus.instance.rpc.tag;

import io.opsbus.instance.Tags;
import io.opsbus.instance.control.TagDesk;
import io.opsbus.instance.rpc.Changes;
import io.opsbus.instance.rpc.Ecs;
import io.opsbus.instance.rpc.FleetErrors;
import io.opsbus.instance.rpc.RegionParameter;
import io.opsbus.instance.rpc.TagParameters;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.reply.Answer;
import io.opsbus.rpc.reply.RpcError;
import java.util.Optional;

/** {@code TagResources} (contract 2.1): puts tags on up to 50 resources of one kind. */
public final class TagResources implements Action {
    private final TagDesk tags;
    private final RegionParameter region;
    private final Declaration declaration;

    public TagResources(TagDesk tags, RegionParameter region) {
        this.tags = tags;
        this.region = region;
        this.declaration = Ecs.writing("TagResources", "Puts tags on resources.")
                .takes(region.parameter(), TaggedKinds.TYPE, TaggedKinds.IDS, TagParameters.TAGS)
                .fails(TaggedKinds.NOT_FOUND, FleetErrors.DUPLICATE_TAG, FleetErrors.TOO_MANY_TAGS)
                .end();
    }

    @Override
    public Declaration declaration() {
        return declaration;
    }

    @Override
    public Answer answer(Call call) {
        if (call.get(TagParameters.TAGS).isEmpty()) {
            return new Answer.Refused(RpcError.missingParameter("Tag.1.Key"));
        }
        Optional<Tags> labels = TagParameters.labels(call.get(TagParameters.TAGS));
        return labels.map(more -> tags.tag(
                                region.of(call),
                                call.get(TaggedKinds.TYPE),
                                call.get(TaggedKinds.IDS),
                                new TagDesk.Tagging.Add(more),
                                Changes.key(call),
                                call.now())
                        .map(TaggedKinds::refused)
                        .orElseGet(Answer.Reply::done))
                .orElseGet(() -> new Answer.Refused(FleetErrors.DUPLICATE_TAG));
    }
}
