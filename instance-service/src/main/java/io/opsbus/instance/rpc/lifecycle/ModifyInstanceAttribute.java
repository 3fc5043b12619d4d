package io.opsbus.instance.rpc.lifecycle;

import io.opsbus.instance.catalog.SecurityGroupId;
import io.opsbus.instance.control.InstanceDesk;
import io.opsbus.instance.lifecycle.InstanceRequest;
import io.opsbus.instance.rpc.Changes;
import io.opsbus.instance.rpc.Ecs;
import io.opsbus.instance.rpc.FleetErrors;
import io.opsbus.instance.rpc.Names;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.declare.Take;
import io.opsbus.rpc.reply.Answer;
import java.util.List;
import java.util.Optional;

/** {@code ModifyInstanceAttribute} (contract 2.1): what is sent is set, the rest stays. */
public final class ModifyInstanceAttribute implements Action {
    private static final Parameter<Optional<String>> NAME = Names.name("InstanceName", "InvalidInstanceName.Malformed");
    private static final Parameter<Optional<String>> DESCRIPTION =
            Names.description("Description", "InvalidDescription.Malformed");
    private static final Parameter<Optional<String>> HOST_NAME =
            Names.hostName("HostName").optional();
    private static final Parameter<Optional<Boolean>> PROTECTION =
            Take.flag("DeletionProtection").optional();
    private static final Parameter<Optional<List<String>>> GROUPS =
            Take.texts("SecurityGroupIds", 16).names("securitygroup").optional();
    private static final Declaration DECLARATION = Ecs.writing(
                    "ModifyInstanceAttribute", "Changes what an instance is called and how it is set.")
            .takes(OneInstance.ID, OneInstance.DRY_RUN, NAME, DESCRIPTION, HOST_NAME, PROTECTION, GROUPS)
            .ignores(
                    "CpuOptions",
                    "CreditSpecification",
                    "EnableJumboFrame",
                    "NetworkInterfaceQueueNumber",
                    "Password",
                    "PrivateDnsNameOptions",
                    "Recyclable",
                    "UserData")
            .fails(FleetErrors.NO_INSTANCE, FleetErrors.INCORRECT_INSTANCE_STATUS, Changes.DRY_RUN_OPERATION)
            .end();

    private final InstanceDesk instances;

    public ModifyInstanceAttribute(InstanceDesk instances) {
        this.instances = instances;
    }

    @Override
    public Declaration declaration() {
        return DECLARATION;
    }

    @Override
    public Answer answer(Call call) {
        var request = new InstanceRequest.Modify(
                call.get(NAME).orElse(null),
                call.get(DESCRIPTION).orElse(null),
                call.get(HOST_NAME).orElse(null),
                call.get(PROTECTION).orElse(null),
                call.get(GROUPS)
                        .map(ids -> ids.stream().map(SecurityGroupId::new).toList())
                        .orElse(null));
        return OneInstance.answer(instances, call, request);
    }
}
