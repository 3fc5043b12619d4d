package io.opsbus.invocation.control;

class InMemoryLetGoTest extends LetGoContract {
    @Override
    Scene empty() {
        return Scene.inMemory();
    }
}
