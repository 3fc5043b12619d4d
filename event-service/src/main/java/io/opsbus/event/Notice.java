package io.opsbus.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The envelope of one event, as far as it must agree with itself (guide 4.1, 4.2). That every field has its form is for
 * the reader to say; what one field means for another is said here.
 *
 * @param eventId field {@code id}; not unique: in the guide several notices share one
 * @param name field {@code name}
 * @param grade field {@code level}, and what it may be
 * @param address whose resource it is
 * @param subject what the content says of the resource
 */
public record Notice(String eventId, EventName name, Grade grade, Address address, Subject subject) {

    /**
     * How grave the event is said to be.
     *
     * @param level field {@code level}
     * @param allowed the levels an event of this name and outcome may have; empty when there is no such name
     */
    public record Grade(Level level, Set<Level> allowed) {
        /** Keeps its own copy. */
        public Grade {
            allowed = Set.copyOf(allowed);
        }
    }

    /**
     * Where the resource is, said twice: in parts and as an ARN.
     *
     * @param regionId the region
     * @param userId the account
     * @param resourceId an ARN if all is well
     */
    public record Address(String regionId, String userId, String resourceId) {}

    /**
     * What an event's content says of its resource.
     *
     * @param field the field that holds the id, for example {@code instanceId}
     * @param id the id in it
     */
    public record Subject(String field, String id) {}

    /** Every rule this notice breaks; empty when it may enter. */
    public List<Violation> violations() {
        var found = new ArrayList<Violation>();
        checkLevel().ifPresent(found::add);
        if (AccountId.parse(address.userId()).isEmpty()) {
            found.add(new Violation("userId", "InvalidAccount", "userId must be an account id"));
        }
        ResourceArn.parse(address.resourceId())
                .ifPresentOrElse(
                        arn -> found.addAll(disagreements(arn)),
                        () -> found.add(new Violation(
                                "resourceId",
                                "InvalidResourceId",
                                "resourceId must read acs:ecs:<region>:<account>:<type>/<id>")));
        return List.copyOf(found);
    }

    private Optional<Violation> checkLevel() {
        if (grade.allowed().isEmpty()) {
            return Optional.of(new Violation("name", "UnknownEventName", "there is no event of this name"));
        }
        if (grade.allowed().contains(grade.level())) {
            return Optional.empty();
        }
        var words = grade.allowed().stream().sorted().map(Enum::name).toList();
        return Optional.of(new Violation(
                "level",
                "LevelNotAllowed",
                "this event is of level " + String.join(" or ", words) + ", not " + grade.level()));
    }

    private List<Violation> disagreements(ResourceArn arn) {
        var found = new ArrayList<Violation>();
        if (!arn.region().equals(address.regionId())) {
            found.add(mismatch("the region in resourceId is not regionId"));
        }
        if (!arn.account().equals(address.userId())) {
            found.add(mismatch("the account in resourceId is not userId"));
        }
        if (!ResourceKind.of(name).map(kind -> kind.covers(arn.type())).orElse(false)) {
            found.add(mismatch("the type in resourceId is not the kind of resource the name speaks of"));
        }
        if (!arn.id().equals(subject.id())) {
            found.add(mismatch("the id in resourceId is not content." + subject.field()));
        }
        return found;
    }

    private static Violation mismatch(String message) {
        return new Violation("resourceId", "ResourceMismatch", message);
    }
}
