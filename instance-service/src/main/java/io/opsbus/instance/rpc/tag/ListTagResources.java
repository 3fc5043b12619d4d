package io.opsbus.instance.rpc.tag;

import io.opsbus.instance.control.TagDesk;
import io.opsbus.instance.page.PageToken;
import io.opsbus.instance.query.TagFilter;
import io.opsbus.instance.query.TagListing.TaggedResource;
import io.opsbus.instance.query.TagListing.Wanted;
import io.opsbus.instance.rpc.Ecs;
import io.opsbus.instance.rpc.RegionParameter;
import io.opsbus.instance.rpc.TagParameters;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.declare.Struct;
import io.opsbus.rpc.declare.Take;
import io.opsbus.rpc.declare.Texts;
import io.opsbus.rpc.page.PageParameters;
import io.opsbus.rpc.reply.Answer;
import io.opsbus.rpc.reply.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code ListTagResources} (contract 2.1): tags of resources of one kind, by token only. */
public final class ListTagResources implements Action {
    private static final int SIZE = 50;
    private static final PageParameters PAGE = PageParameters.upTo(SIZE, SIZE);
    private static final Parameter<String> FILTER_KEY =
            Texts.text("TagKey", 1, 128).required();
    private static final Parameter<List<String>> FILTER_VALUES =
            Take.texts("TagValues", 20).or(List.of());
    private static final Parameter<List<TagFilter>> FILTERS = Take.structs(
            "TagFilter",
            TagParameters.MOST,
            Struct.of(
                    values -> new TagFilter(values.get(FILTER_KEY), Set.copyOf(values.get(FILTER_VALUES))),
                    FILTER_KEY,
                    FILTER_VALUES));

    private final TagDesk tags;
    private final RegionParameter region;
    private final Declaration declaration;

    public ListTagResources(TagDesk tags, RegionParameter region) {
        this.tags = tags;
        this.region = region;
        this.declaration = Ecs.reading("ListTagResources", "Lists tags of resources, by resource and key.")
                .takes(
                        region.parameter(),
                        TaggedKinds.TYPE,
                        TaggedKinds.IDS_TO_LIST,
                        TagParameters.WANTED,
                        FILTERS,
                        PAGE.next())
                .end();
    }

    @Override
    public Declaration declaration() {
        return declaration;
    }

    @Override
    public Answer answer(Call call) {
        List<TagFilter> having = new ArrayList<>(TagParameters.filters(call.get(TagParameters.WANTED)));
        having.addAll(call.get(FILTERS));
        Optional<List<String>> ids = call.get(TaggedKinds.IDS_TO_LIST);
        var wanted = new Wanted(call.get(TaggedKinds.TYPE), ids.map(Set::copyOf).orElse(null), having);
        var page = tags.list(
                region.of(call),
                wanted,
                call.get(PAGE.next()).map(PageToken::new).orElse(null),
                SIZE);
        return new Answer.Reply(Tree.build()
                .put(
                        "TagResources",
                        "TagResource",
                        page.items().stream().map(ListTagResources::tree).toList())
                .put(
                        "NextToken",
                        page.next()
                                .map(next -> PageParameters.token(next.after()))
                                .orElse(""))
                .end());
    }

    private static Tree.Fields tree(TaggedResource tagged) {
        return Tree.build()
                .put("ResourceId", tagged.resourceId())
                .put("ResourceType", tagged.kind().word())
                .put("TagKey", tagged.key())
                .put("TagValue", tagged.value())
                .end();
    }
}
