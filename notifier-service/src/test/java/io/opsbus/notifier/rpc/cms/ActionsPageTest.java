package io.opsbus.notifier.rpc.cms;

import io.opsbus.rpc.contract.ReferencePageContract;
import io.opsbus.rpc.declare.Declaration;
import java.util.List;

class ActionsPageTest extends ReferencePageContract {
    @Override
    protected String service() {
        return "notifier-service";
    }

    @Override
    protected List<Declaration> declarations() {
        return new CmsInMemory().declarations();
    }
}
