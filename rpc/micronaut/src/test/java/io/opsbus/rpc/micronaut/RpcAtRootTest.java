package io.opsbus.rpc.micronaut;

/** As the gateway serves it. */
class RpcAtRootTest extends RpcAtPathTest {
    @Override
    String path() {
        return "/";
    }
}
