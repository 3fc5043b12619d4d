package io.opsbus.invocation.rpc.catalogue;

import io.opsbus.invocation.fleet.KnownInstance;
import io.opsbus.invocation.query.CurrentInstances;
import java.util.List;

class FakeInstancesTest extends CurrentInstancesContract {
    @Override
    CurrentInstances of(List<KnownInstance> instances) {
        var fake = new FakeInstances();
        instances.forEach(fake::put);
        return fake;
    }
}
