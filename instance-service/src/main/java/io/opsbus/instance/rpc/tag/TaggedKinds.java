package io.opsbus.instance.rpc.tag;

import io.opsbus.instance.FleetRefusal;
import io.opsbus.instance.ResourceKind;
import io.opsbus.instance.rpc.FleetErrors;
import io.opsbus.instance.rpc.Words;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.declare.Take;
import io.opsbus.rpc.reply.Answer;
import io.opsbus.rpc.reply.RpcError;
import java.util.List;
import java.util.Optional;

/** The parameters the tag Actions share. */
final class TaggedKinds {
    private static final int MOST = 50;
    static final RpcError NOT_FOUND =
            new RpcError(404, "InvalidResourceId.NotFound", "One of the specified resources does not exist.");

    /** Other kinds of the contract are other services' or not here; they are refused. */
    static final Parameter<ResourceKind> TYPE = Words.take(
                    "ResourceType", Words.of(ResourceKind.values(), ResourceKind::word))
            .refusing(404, "InvalidResourceType.NotFound")
            .required();

    static final Parameter<Optional<List<String>>> IDS_TO_LIST =
            ids().optional().tooMany("NumberExceed.ResourceIds");

    static final Parameter<List<String>> IDS = ids().required().tooMany("NumberExceed.ResourceIds");

    private TaggedKinds() {}

    /** A resource that is not there is told by a code of the tag Actions' own. */
    static Answer refused(FleetRefusal refusal) {
        return refusal instanceof FleetRefusal.NotFound ? new Answer.Refused(NOT_FOUND) : FleetErrors.refused(refusal);
    }

    private static Take<List<String>> ids() {
        return Take.texts("ResourceId", MOST).names("resource");
    }
}
