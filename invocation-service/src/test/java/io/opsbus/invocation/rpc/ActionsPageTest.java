package io.opsbus.invocation.rpc;

import io.opsbus.rpc.contract.ReferencePageContract;
import io.opsbus.rpc.declare.Declaration;
import java.util.List;

class ActionsPageTest extends ReferencePageContract {
    @Override
    protected String service() {
        return "invocation-service";
    }

    @Override
    protected List<Declaration> declarations() {
        return new Service().actions.declarations();
    }
}
