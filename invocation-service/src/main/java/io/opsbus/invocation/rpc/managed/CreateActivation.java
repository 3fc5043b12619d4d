package io.opsbus.invocation.rpc.managed;

import io.opsbus.invocation.control.ManagedDesk;
import io.opsbus.invocation.fleet.Activation;
import io.opsbus.invocation.fleet.ActivationId;
import io.opsbus.invocation.fleet.AddressRange;
import io.opsbus.invocation.rpc.Desk;
import io.opsbus.invocation.rpc.Shared;
import io.opsbus.invocation.rpc.Shared.SentTag;
import io.opsbus.invocation.work.Labels;
import io.opsbus.ledger.ChangeKey;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.declare.Take;
import io.opsbus.rpc.reply.Answer;
import io.opsbus.rpc.reply.Tree;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Makes an activation: machines that know its id and code may register for some hours. The code is shown here only, and once: it
 * comes of nothing that is stored, and a request repeated under its {@code ClientToken} hears the id alone.
 */
public final class CreateActivation implements Action {
    private static final String CODE = "ActivationCode";
    private static final Parameter<Optional<String>> DESCRIPTION = Shared.line("Description", 100);
    private static final Parameter<Integer> COUNT =
            Take.whole("InstanceCount", 1, 1000).or(10);
    private static final Parameter<Optional<String>> NAME = Take.text("InstanceName")
            .only("2 to 50 characters", text -> text.length() >= 2 && text.length() <= 50)
            .optional();
    private static final Parameter<Optional<String>> RANGE = Take.text("IpAddressRange")
            .only(
                    "an address or a range such as 10.0.0.0/8",
                    text -> AddressRange.parse(text).isPresent())
            .optional();
    private static final Parameter<Integer> HOURS =
            Take.whole("TimeToLiveInHours", 1, 24).or(4);
    private static final Parameter<List<SentTag>> TAGS = Shared.tags();
    private static final Parameter<Optional<String>> RESOURCE_GROUP = Shared.resourceGroup();

    private final Shared shared;
    private final Desk desk;
    private final Declaration declaration;

    public CreateActivation(Shared shared, Desk desk) {
        this.shared = shared;
        this.desk = desk;
        this.declaration = Declaration.writing(
                        Shared.VERSION, "CreateActivation", "Lets machines become managed instances.")
                .takes(shared.region, DESCRIPTION, COUNT, NAME, RANGE, HOURS, TAGS, RESOURCE_GROUP)
                .idempotent()
                .showsOnce(CODE)
                .end();
    }

    @Override
    public Declaration declaration() {
        return declaration;
    }

    @Override
    public Answer answer(Call call) {
        Optional<Labels> labels = Shared.labels(call.get(TAGS), call.get(RESOURCE_GROUP));
        if (labels.isEmpty()) {
            return new Answer.Refused(Shared.tagKeyTwice(call.get(TAGS)));
        }
        var id = ActivationId.ofHex(call.fresh().factId("activation"));
        String code = desk.managed().freshCode();
        var rules = new Activation.Rules(
                call.get(COUNT),
                Duration.ofHours(call.get(HOURS)),
                call.get(RANGE).orElse(""),
                call.get(NAME).orElse(""),
                call.get(DESCRIPTION).orElse(""),
                labels.get());
        desk.managed()
                .create(
                        new Activation(id, shared.scope(call), call.now(), ManagedDesk.hash(code), rules, false),
                        ChangeKey.ofRequest(call.fresh().changeKey("activation")));
        return new Answer.Reply(Tree.fields().with("ActivationId", id.text()).with(CODE, code), List.of(id.text()));
    }
}
