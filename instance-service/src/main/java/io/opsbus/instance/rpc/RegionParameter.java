package io.opsbus.instance.rpc;

import io.opsbus.instance.AccountId;
import io.opsbus.instance.RegionId;
import io.opsbus.instance.Scope;
import io.opsbus.instance.catalog.Catalog;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.declare.Take;
import io.opsbus.rpc.parameter.Got;
import io.opsbus.rpc.parameter.ParameterError.Reason;

/** {@code RegionId}: a region there is. The gateway adds the default region where a client sends none. */
public final class RegionParameter {
    private final Parameter<RegionId> parameter;

    /** Knows the regions of {@code catalog}. */
    public RegionParameter(Catalog catalog) {
        this.parameter = Take.id("RegionId")
                .as(
                        "a region of `DescribeRegions`",
                        (name, text) -> catalog.region(new RegionId(text))
                                .<Got<RegionId>>map(region -> new Got.Given<>(region.id()))
                                .orElseGet(() -> Got.wrong(name, Reason.MALFORMED, "does not exist")))
                .refusing(404, "InvalidRegionId.NotFound")
                .required();
    }

    /** To be declared first: a wrong region is told before anything else. */
    public Parameter<RegionId> parameter() {
        return parameter;
    }

    /** Whose resources the call is about, and where. */
    public Scope of(Call call) {
        return new Scope(account(call), call.get(parameter));
    }

    /** Whose resources the call is about, for Actions that name no region. */
    public static AccountId account(Call call) {
        return new AccountId(call.accountId());
    }
}
