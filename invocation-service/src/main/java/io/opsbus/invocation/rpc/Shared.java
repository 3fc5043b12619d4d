package io.opsbus.invocation.rpc;

import io.opsbus.invocation.AccountId;
import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.InvocationId;
import io.opsbus.invocation.RegionId;
import io.opsbus.invocation.Scope;
import io.opsbus.invocation.fleet.KnownInstance;
import io.opsbus.invocation.work.Labels;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.declare.Struct;
import io.opsbus.rpc.declare.Take;
import io.opsbus.rpc.page.PageParameters;
import io.opsbus.rpc.parameter.Got;
import io.opsbus.rpc.parameter.ParameterError;
import io.opsbus.rpc.parameter.ParameterError.Reason;
import io.opsbus.rpc.reply.RpcError;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The parameters that several actions share, under the limits of this installation. */
public final class Shared {
    /** Stands for ECS. */
    public static final String VERSION = "2014-05-26";

    private static final int MOST = 50;
    private static final int MANY = 1000;
    private static final PageParameters USUAL = PageParameters.upTo(MOST, MOST);

    /** Both ways of paging, with the contract's codes. */
    public static final PageParameters PAGES = pages(403);

    /** The same for activations and managed instances: the codes are the same, the status is another (API facts 2.1). */
    public static final PageParameters PAGES_OF_MANAGED = pages(400);

    private static PageParameters pages(int status) {
        return new PageParameters(
                Take.whole("PageNumber", 1, 10_000_000)
                        .refusing(status, "InvalidParam.PageNumber")
                        .or(1),
                Take.whole("PageSize", 1, MOST)
                        .refusing(status, "InvalidParam.PageSize")
                        .or(10),
                USUAL.results(),
                USUAL.next());
    }

    /** {@code RegionId}. */
    public final Parameter<RegionId> region;

    public Shared(Set<RegionId> regions) {
        Set<RegionId> known = Set.copyOf(regions);
        this.region = Take.text("RegionId")
                .missing("MissingParameter.RegionId")
                .as(
                        "a region of this installation",
                        (name, text) -> known.stream()
                                .filter(one -> one.text().equals(text))
                                .findFirst()
                                .<Got<RegionId>>map(Got.Given::new)
                                .orElseGet(() -> refused(name, InvocationErrors.NO_SUCH_REGION)))
                .required();
    }

    /** Whose things a call may see and change: those of the account that signed it, in the region it names. */
    public Scope scope(Call call) {
        return new Scope(new AccountId(call.accountId()), call.get(region));
    }

    /** A value that is refused with exactly this error. */
    public static <T> Got<T> refused(String name, RpcError error) {
        return new Got.Wrong<>(new ParameterError(name, Reason.MALFORMED, "is not valid", error));
    }

    /** Instances; what cannot be an id is an id nobody has. */
    public static Take<List<InstanceId>> instances(int most) {
        return Take.texts("InstanceId", MANY)
                .names("instance")
                .missing("MissingParameter.InstanceIds")
                .as("at most " + most, (name, texts) -> {
                    if (texts.size() > most) {
                        return refused(name, InvocationErrors.tooManyInstances(most));
                    }
                    List<InstanceId> ids = new ArrayList<>();
                    for (String text : texts) {
                        Optional<InstanceId> id = InstanceId.parse(text);
                        if (id.isEmpty()) {
                            return refused(name, InvocationErrors.noSuchInstance(text));
                        }
                        ids.add(id.get());
                    }
                    return new Got.Given<>(List.copyOf(ids));
                });
    }

    /** One invocation, which must be there. */
    public static Parameter<InvocationId> invocation() {
        return Take.text("InvokeId")
                .names("invocation")
                .missing("MissingParameter.InvokeId")
                .as(
                        "id of an invocation",
                        (name, text) -> InvocationId.parse(text)
                                .<Got<InvocationId>>map(Got.Given::new)
                                .orElseGet(() -> refused(name, InvocationErrors.NO_SUCH_INVOCATION)))
                .required();
    }

    /** A text that may be empty and has so many characters at most, none of them a control character. */
    public static Parameter<Optional<String>> line(String name, int most, RpcError tooLong) {
        return Take.anyText(name)
                .as(
                        "at most " + most + " characters",
                        (key, text) -> text.codePointCount(0, text.length()) > most
                                        || text.codePoints()
                                                .anyMatch(one ->
                                                        Character.isISOControl(one) && one != '\n' && one != '\t')
                                ? refused(key, tooLong)
                                : new Got.Given<>(text))
                .optional();
    }

    /** The same where the contract has no code. */
    public static Parameter<Optional<String>> line(String name, int most) {
        return line(
                name,
                most,
                new RpcError(
                        400,
                        "InvalidParameter." + name,
                        "The specified parameter " + name + " is not valid: it has more than " + most
                                + " characters, or control characters."));
    }

    /** A launcher: at most 1 KB, one line, as in the catalogue. */
    public static Parameter<Optional<String>> launcher() {
        return Take.anyText("Launcher")
                .as("at most 1 KB, no control characters", (name, text) -> {
                    if (text.getBytes(StandardCharsets.UTF_8).length > 1024) {
                        return Shared.<String>refused(name, InvocationErrors.LAUNCHER_TOO_LONG);
                    }
                    return text.codePoints().anyMatch(Character::isISOControl)
                            ? refused(name, InvocationErrors.BAD_LAUNCHER)
                            : new Got.Given<>(text);
                })
                .optional();
    }

    public static Parameter<Optional<String>> resourceGroup() {
        return Take.text("ResourceGroupId")
                .only("at most 64 letters, digits and hyphens", text -> text.matches("[0-9A-Za-z-]{1,64}"))
                .optional();
    }

    /**
     * A tag as sent.
     *
     * @param value empty when none was sent
     */
    public record SentTag(String key, Optional<String> value) {}

    public static Parameter<List<SentTag>> tags() {
        return tags("Tag", 20);
    }

    /** Tags under this name. */
    public static Parameter<List<SentTag>> tags(String name, int most) {
        Parameter<String> key = Take.text("Key")
                .only("at most 64 characters", text -> text.codePointCount(0, text.length()) <= 64)
                .required();
        Parameter<Optional<String>> value = Take.anyText("Value")
                .only("at most 128 characters", text -> text.codePointCount(0, text.length()) <= 128)
                .optional();
        return Take.structs(
                name, most, Struct.of(values -> new SentTag(values.get(key), values.get(value)), key, value));
    }

    /** What is said when a key comes twice: which one. */
    public static RpcError tagKeyTwice(List<SentTag> sent) {
        Set<String> keys = new HashSet<>();
        return sent.stream()
                .map(SentTag::key)
                .filter(key -> !keys.add(key))
                .findFirst()
                .map(key -> InvocationErrors.TAG_KEY_TWICE.about("Key", key))
                .orElse(InvocationErrors.TAG_KEY_TWICE);
    }

    /** The first of these instances that is not among the others, which are fewer. */
    public static RpcError noSuchInstance(List<InstanceId> wanted, List<KnownInstance> found) {
        List<InstanceId> there = found.stream().map(KnownInstance::id).toList();
        return wanted.stream()
                .filter(one -> !there.contains(one))
                .findFirst()
                .map(one -> InvocationErrors.noSuchInstance(one.text()))
                .orElse(InvocationErrors.NO_SUCH_INSTANCE);
    }

    /** Tags and resource group of something new; empty when a key comes twice. */
    public static Optional<Labels> labels(List<SentTag> sent, Optional<String> resourceGroup) {
        var tags = new TreeMap<String, String>();
        for (SentTag tag : sent) {
            if (tags.put(tag.key(), tag.value().orElse("")) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(new Labels(tags, resourceGroup.orElse("")));
    }
}
