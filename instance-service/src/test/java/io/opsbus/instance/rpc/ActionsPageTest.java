package io.opsbus.instance.rpc;

import io.opsbus.rpc.contract.ReferencePageContract;
import io.opsbus.rpc.declare.Declaration;
import java.util.List;

class ActionsPageTest extends ReferencePageContract {
    @Override
    protected String service() {
        return "instance-service";
    }

    @Override
    protected List<Declaration> declarations() {
        return new EcsInMemory().declarations();
    }
}
