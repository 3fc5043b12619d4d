package io.opsbus.instance.rpc.launch;

import io.opsbus.instance.fleet.Prepaid;
import io.opsbus.instance.fleet.Spot;
import io.opsbus.instance.fleet.Terms;
import io.opsbus.instance.fleet.Terms.ChargeType;
import io.opsbus.instance.rpc.Words;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.declare.Take;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** On which terms an instance is bought: charge, period, spot, release, protection. */
final class TermParameters {
    private static final Parameter<ChargeType> CHARGE = Words.take(
                    "InstanceChargeType", Words.of(ChargeType.values(), ChargeType::word))
            .refusing(404, "InvalidInstanceChargeType.NotFound")
            .or(ChargeType.POST_PAID);
    private static final Parameter<Integer> PERIOD =
            Take.whole("Period", 1, 60).refusing(400, "InvalidPeriod").or(1);
    private static final Parameter<Prepaid.Unit> PERIOD_UNIT = Words.take(
                    "PeriodUnit", Words.of(Prepaid.Unit.values(), Prepaid.Unit::word))
            .refusing(400, "InvalidPeriodType.ValueNotSupported")
            .or(Prepaid.Unit.MONTH);
    private static final Parameter<Optional<Instant>> RELEASE = Take.time("AutoReleaseTime")
            .refusing(400, "InvalidAutoReleaseTime.Malformed")
            .optional();
    private static final Parameter<Boolean> PROTECTION =
            Take.flag("DeletionProtection").or(false);
    private static final Parameter<Spot.Strategy> STRATEGY = Words.take(
                    "SpotStrategy", Words.of(Spot.Strategy.values(), Spot.Strategy::word))
            .refusing(400, "InvalidSpotStrategy")
            .or(Spot.Strategy.NO_SPOT);
    private static final Parameter<Optional<BigDecimal>> PRICE = Take.decimal("SpotPriceLimit", 10_000)
            .refusing(400, "InvalidSpotPriceLimit")
            .optional();
    private static final Parameter<Integer> HOURS = Take.whole("SpotDuration", 0, 1)
            .refusing(400, "InvalidSpotDuration")
            .or(1);
    private static final Parameter<Spot.Interruption> INTERRUPTION = Words.take(
                    "SpotInterruptionBehavior", Words.of(Spot.Interruption.values(), Spot.Interruption::word))
            .refusing(400, "InvalidSpotInterruptionBehavior")
            .or(Spot.Interruption.TERMINATE);

    private TermParameters() {}

    static List<Parameter<?>> all() {
        return List.of(CHARGE, PERIOD, PERIOD_UNIT, RELEASE, PROTECTION, STRATEGY, PRICE, HOURS, INTERRUPTION);
    }

    static Terms terms(Call call) {
        ChargeType charge = call.get(CHARGE);
        Instant end = charge == ChargeType.PRE_PAID
                ? new Prepaid(call.get(PERIOD), call.get(PERIOD_UNIT)).from(call.now())
                : Terms.NEVER;
        return new Terms(charge, end, call.get(RELEASE).orElse(null), call.get(PROTECTION), spot(call), Set.of());
    }

    private static Spot spot(Call call) {
        return call.get(STRATEGY) == Spot.Strategy.NO_SPOT
                ? Spot.NONE
                : new Spot(
                        call.get(STRATEGY),
                        call.get(PRICE).map(BigDecimal::doubleValue).orElse(0d),
                        call.get(HOURS),
                        call.get(INTERRUPTION),
                        null);
    }
}
