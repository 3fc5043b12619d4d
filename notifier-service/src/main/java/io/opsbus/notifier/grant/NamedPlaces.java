package io.opsbus.notifier.grant;

import io.opsbus.notifier.AccountId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where names lead that only a cloud could find: nowhere but where the operator says. The first word on a name counts. */
public record NamedPlaces(List<Lead> leads) {
    /** An operator who said nothing. */
    public static final NamedPlaces NONE = new NamedPlaces(List.of());

    public NamedPlaces {
        leads = List.copyOf(leads);
    }

    /** The fields of the target a name of this account leads to; empty: to none. */
    public Optional<Map<String, Object>> form(AccountId account, CloudName name) {
        return leads.stream().flatMap(lead -> lead.to(account, name).stream()).findFirst();
    }
}
