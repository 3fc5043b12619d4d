package io.opsbus.notifier.bus;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** Kills a process in the middle of its work: its so-many-th call of a port is its last, and may or may not have its effect. */
final class Fuse {
    private static final int UNLIT = -1;

    private int left = UNLIT;
    private boolean after;
    private boolean burnt;

    /** The process is dead; no production code catches it. */
    static final class Burnt extends Error {
        private static final long serialVersionUID = 1L;

        Burnt() {
            super("killed", null, false, false);
        }
    }

    /** Lights it: {@code calls} more calls return. */
    void light(int calls, boolean afterTheLast) {
        left = calls;
        after = afterTheLast;
    }

    /** The port as this process calls it. */
    <T> T over(Class<T> port, T real) {
        return port.cast(Proxy.newProxyInstance(
                port.getClassLoader(), new Class<?>[] {port}, (_, method, arguments) -> {
                    var last = isLast();
                    try {
                        var result = method.invoke(real, arguments);
                        if (last) {
                            burn();
                        }
                        return result;
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    }
                }));
    }

    private boolean isLast() {
        if (burnt || (left == 0 && !after)) {
            burn();
        }
        return left != UNLIT && left-- == 0;
    }

    private void burn() {
        burnt = true;
        throw new Burnt();
    }
}
