package io.opsbus.instance.provider.contract;

import io.opsbus.instance.InstanceId;
import io.opsbus.instance.provider.ComputeProvider;
import io.opsbus.instance.provider.MachineSpec;
import io.opsbus.instance.provider.ProviderEvent;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** A provider under test with what the checks need around it. A fresh one for every check. */
public interface Rig extends AutoCloseable {
    ComputeProvider provider();

    /** A machine the provider could have, of another id each time. */
    MachineSpec machine();

    /** Has such a machine exist and be on, by the provider's own ways: by operations, or by its agent being heard. */
    InstanceId existing();

    /** Waits for an answer, in real time or in the rig's; an {@code AssertionError} when it does not come. */
    <T> T await(CompletionStage<T> answer);

    /** Has the system inside start anew without having been asked. */
    void resetInside(InstanceId machine);

    /** What the provider told since the rig was made, complete up to now. */
    List<ProviderEvent> told();

    @Override
    void close();
}
