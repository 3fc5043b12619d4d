package io.opsbus.instance.store;

import static io.opsbus.instance.Given.ALICE;
import static io.opsbus.instance.Given.MALLORY;
import static io.opsbus.instance.Given.NOW;
import static io.opsbus.instance.Given.SCOPE;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.instance.Given;
import io.opsbus.instance.InstanceId;
import io.opsbus.instance.RegionId;
import io.opsbus.instance.Scope;
import io.opsbus.instance.SystemEventId;
import io.opsbus.instance.Tags;
import io.opsbus.instance.catalog.ResourceGroupId;
import io.opsbus.instance.catalog.SecurityGroupId;
import io.opsbus.instance.fleet.Instance;
import io.opsbus.instance.fleet.InstanceState;
import io.opsbus.instance.fleet.InstanceState.Next;
import io.opsbus.instance.fleet.InstanceState.StoppedMode;
import io.opsbus.instance.fleet.InstanceStatus;
import io.opsbus.instance.fleet.Labels;
import io.opsbus.instance.fleet.Spot;
import io.opsbus.instance.fleet.Terms;
import io.opsbus.instance.fleet.Terms.ChargeType;
import io.opsbus.instance.fleet.Terms.LockReason;
import io.opsbus.instance.page.NamePattern;
import io.opsbus.instance.page.PageToken;
import io.opsbus.instance.page.Paging;
import io.opsbus.instance.query.InstanceFilter;
import io.opsbus.instance.query.InstanceFilter.Criterion;
import io.opsbus.instance.query.TagFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What reads show, whatever stores the fleet. */
abstract class FleetReadsContract extends BesidesInstancesContract {
    private List<Instance> list(Criterion... criteria) {
        return stored.reads()
                .instances()
                .list(SCOPE, InstanceFilter.of(criteria), MANY)
                .items();
    }

    @Test
    void everyStateIsReadAsItWasStored() {
        List<InstanceState> states = List.of(
                new InstanceState.Pending(
                        OPERATION, NOW, true, Given.order(id(0)).disks()),
                new InstanceState.Starting(OPERATION, NOW, false),
                RUNNING,
                new InstanceState.Stopping(OPERATION, NOW, true, Next.RESTART, StoppedMode.KEEP_CHARGING),
                new InstanceState.Stopped(StoppedMode.STOP_CHARGING),
                new InstanceState.CreationFailed(new SystemEventId("e-1"), NOW, "no \"stock\" 无"),
                new InstanceState.Releasing(OPERATION, NOW));
        for (int i = 0; i < states.size(); i++) {
            var instance = put(i, states.get(i));

            assertThat(stored.reads().instances().find(ALICE, id(i))).contains(instance);
        }
    }

    @Test
    void everyFieldIsReadAsItWasStored() {
        var plain = Given.instance(id(1), RUNNING);
        var full = plain.with(new Terms(
                        ChargeType.PRE_PAID,
                        NOW,
                        NOW,
                        true,
                        new Spot(Spot.Strategy.WITH_PRICE_LIMIT, 0.98, 1, Spot.Interruption.STOP, NOW),
                        Set.of(LockReason.SECURITY, LockReason.FINANCIAL)))
                .with(plain.machine().started(3, NOW).told(9))
                .with(plain.network().withPrivateIp("172.16.0.1"))
                .with(new Labels(
                        "名字",
                        "d",
                        "h",
                        new ResourceGroupId("rg-1"),
                        "key",
                        new Labels.Metadata(false, true),
                        Tags.of(Map.of("a", "1", "b", ""))));
        stored.put(full);

        assertThat(stored.reads().instances().find(ALICE, id(1))).contains(full);
    }

    @Test
    void anotherAccountSeesNothing() {
        put(1, RUNNING);
        var theirs = new Scope(MALLORY, SCOPE.region());
        var ids = InstanceFilter.of(new InstanceFilter.Ids(Set.of(id(1))));

        assertThat(stored.reads().instances().find(MALLORY, id(1))).isEmpty();
        assertThat(stored.reads().instances().list(theirs, ids, MANY).items()).isEmpty();
        assertThat(stored.reads()
                        .instances()
                        .list(theirs, InstanceFilter.ALL, MANY)
                        .total())
                .isZero();
    }

    @Test
    void anotherRegionShowsNothing() {
        put(1, RUNNING);
        var elsewhere = new Scope(ALICE, new RegionId("cn-beijing"));

        assertThat(stored.reads()
                        .instances()
                        .list(elsewhere, InstanceFilter.ALL, MANY)
                        .items())
                .isEmpty();
    }

    @Test
    void noIdsSelectNothingAndNoAddressesEither() {
        put(1, RUNNING);

        assertThat(list(new InstanceFilter.Ids(Set.of()))).isEmpty();
        assertThat(list(new InstanceFilter.PrivateIps(Set.of()))).isEmpty();
        assertThat(list(new InstanceFilter.PublicIps(Set.of()))).isEmpty();
        assertThat(list(new InstanceFilter.Nothing())).isEmpty();
        assertThat(list()).hasSize(1);
    }

    @Test
    void theNewestComesFirst() {
        var first = put(2, RUNNING);
        var second = put(1, RUNNING);

        assertThat(list()).containsExactly(second, first);
    }

    @Test
    void everyCriterionChoosesWhatIsSo() {
        var plain = Given.instance(id(1), RUNNING);
        stored.put(plain);
        var other = Given.instance(id(2), new InstanceState.Stopped(StoppedMode.KEEP_CHARGING))
                .with(new Labels(
                        "db_50%",
                        "",
                        "h",
                        new ResourceGroupId("rg-1"),
                        "key",
                        new Labels.Metadata(false, true),
                        Tags.of(Map.of("env", "prod", "empty", ""))))
                .with(plain.network()
                        .withPrivateIp("172.16.0.9")
                        .withSecurityGroups(List.of(new SecurityGroupId("sg-2"))))
                .with(new Terms(ChargeType.PRE_PAID, NOW, null, false, Spot.NONE, Set.of(LockReason.FINANCIAL)));
        stored.put(other);

        List<Criterion> ofOther = List.of(
                new InstanceFilter.Ids(Set.of(id(2), id(7))),
                new InstanceFilter.Name(new NamePattern("db*")),
                new InstanceFilter.Name(new NamePattern("db_50%")),
                new InstanceFilter.Name(new NamePattern("*_5*%")),
                new InstanceFilter.InStatus(InstanceStatus.STOPPED),
                new InstanceFilter.InSecurityGroup(new SecurityGroupId("sg-2")),
                new InstanceFilter.PrivateIps(Set.of("172.16.0.9", "172.16.0.8")),
                new InstanceFilter.Charged(ChargeType.PRE_PAID),
                new InstanceFilter.InResourceGroup(new ResourceGroupId("rg-1")),
                new InstanceFilter.WithKeyPair("key"),
                new InstanceFilter.LockedFor(LockReason.FINANCIAL),
                new InstanceFilter.Tagged(new TagFilter("env", Set.of())),
                new InstanceFilter.Tagged(new TagFilter("env", Set.of("test", "prod"))),
                new InstanceFilter.Tagged(new TagFilter("empty", Set.of(""))),
                new InstanceFilter.MetadataEnabled(false),
                new InstanceFilter.MetadataTokensRequired(true),
                new InstanceFilter.ExpiresUntil(NOW));
        assertThat(ofOther).allSatisfy(criterion -> assertThat(list(criterion)).containsExactly(other));

        List<Criterion> ofNone = List.of(
                new InstanceFilter.Name(new NamePattern("db")),
                new InstanceFilter.Name(new NamePattern("db?50_")),
                new InstanceFilter.Tagged(new TagFilter("env", Set.of("test"))),
                new InstanceFilter.OfFamily("ecs.g9"),
                new InstanceFilter.CreatedFrom(NOW.plusSeconds(1)));
        assertThat(ofNone).allSatisfy(criterion -> assertThat(list(criterion)).isEmpty());

        List<Criterion> ofBoth = List.of(
                new InstanceFilter.InZone(Given.ZONE),
                new InstanceFilter.OfType(plain.hardware().type().name()),
                new InstanceFilter.OfFamily("ecs.g5"),
                new InstanceFilter.FromImage(plain.hardware().image().id()),
                new InstanceFilter.InVpc(plain.network().vpc()),
                new InstanceFilter.InVSwitch(plain.network().vSwitch()),
                new InstanceFilter.InternetCharged(plain.network().internet().charge()),
                new InstanceFilter.CreatedFrom(NOW),
                new InstanceFilter.CreatedUntil(NOW),
                new InstanceFilter.ExpiresFrom(NOW));
        assertThat(ofBoth).allSatisfy(criterion -> assertThat(list(criterion)).containsExactly(other, plain));
    }

    @Test
    void allCriteriaMustHold() {
        put(1, RUNNING);
        put(2, new InstanceState.Stopped(StoppedMode.KEEP_CHARGING));

        assertThat(list(
                        new InstanceFilter.Ids(Set.of(id(1), id(2))),
                        new InstanceFilter.InStatus(InstanceStatus.RUNNING)))
                .extracting(Instance::id)
                .containsExactly(id(1));
    }

    @Test
    void whatIsHiddenIsInNoListAndNotCounted() {
        put(1, RUNNING);
        var second = put(2, RUNNING);
        stored.put(second.with(new InstanceState.Releasing(OPERATION, NOW)));
        var page = stored.reads().instances().list(SCOPE, InstanceFilter.ALL, MANY);

        assertThat(page.items()).extracting(Instance::id).containsExactly(id(1));
        assertThat(page.total()).isEqualTo(1);
        assertThat(stored.reads().instances().find(ALICE, id(2))).isPresent();
    }

    @Test
    void pagesOfEitherKindShowAllOfALongListOnceAndInOrder() {
        var expected = new ArrayList<InstanceId>();
        IntStream.range(0, 600).forEach(i -> put(i, RUNNING));
        for (int i = 0; i < 600; i++) {
            if (i % 7 == 3) {
                stored.remove(Given.instance(id(i), RUNNING));
            } else {
                expected.addFirst(id(i));
            }
        }

        assertThat(byNumber(InstanceFilter.ALL, 50)).isEqualTo(expected);
        assertThat(byNumber(InstanceFilter.ALL, 37)).isEqualTo(expected);
        assertThat(byToken(InstanceFilter.ALL, 100)).isEqualTo(expected);
        var running = InstanceFilter.of(new InstanceFilter.InStatus(InstanceStatus.RUNNING));
        assertThat(byNumber(running, 100)).isEqualTo(expected);
        assertThat(byToken(running, 99)).isEqualTo(expected);
    }

    private List<InstanceId> byNumber(InstanceFilter filter, int size) {
        var ids = new ArrayList<InstanceId>();
        long total = 514;
        for (int number = 1; (number - 1L) * size < total; number++) {
            var page = stored.reads().instances().list(SCOPE, filter, new Paging.ByNumber(number, size));
            assertThat(page.total()).isEqualTo(total);
            page.items().forEach(one -> ids.add(one.id()));
        }
        var beyond = stored.reads().instances().list(SCOPE, filter, new Paging.ByNumber(1000, size));
        assertThat(beyond.items()).isEmpty();
        assertThat(beyond.total()).isEqualTo(total);
        return ids;
    }

    private List<InstanceId> byToken(InstanceFilter filter, int size) {
        var ids = new ArrayList<InstanceId>();
        Optional<PageToken> next = Optional.empty();
        do {
            var page = stored.reads().instances().list(SCOPE, filter, new Paging.ByToken(next, size));
            page.items().forEach(one -> ids.add(one.id()));
            next = page.next();
        } while (next.isPresent());
        return ids;
    }

    @Test
    void theCensusGoesThroughAllAccountsByIds() {
        put(3, RUNNING);
        put(1, new InstanceState.Releasing(OPERATION, NOW));
        put(2, RUNNING);

        assertThat(stored.reads().census().instances(null, 2))
                .extracting(Instance::id)
                .containsExactly(id(1), id(2));
        assertThat(stored.reads().census().instances(id(2), 2))
                .extracting(Instance::id)
                .containsExactly(id(3));
        assertThat(stored.reads().census().disks(null, 2)).isEmpty();
        assertThat(stored.reads().census().snapshots(null, 2)).isEmpty();
    }
}
