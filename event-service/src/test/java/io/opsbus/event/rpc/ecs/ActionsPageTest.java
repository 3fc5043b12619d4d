package io.opsbus.event.rpc.ecs;

import io.opsbus.rpc.contract.ReferencePageContract;
import io.opsbus.rpc.declare.Declaration;
import java.util.List;

class ActionsPageTest extends ReferencePageContract {
    @Override
    protected String service() {
        return "event-service";
    }

    @Override
    protected List<Declaration> declarations() {
        return new EventsInMemory().declarations();
    }
}
