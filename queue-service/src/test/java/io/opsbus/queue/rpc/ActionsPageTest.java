package io.opsbus.queue.rpc;

import io.opsbus.rpc.contract.ReferencePageContract;
import io.opsbus.rpc.declare.Declaration;
import java.util.List;

class ActionsPageTest extends ReferencePageContract {
    @Override
    protected String service() {
        return "queue-service";
    }

    @Override
    protected List<Declaration> declarations() {
        return new Service().actions.declarations();
    }
}
