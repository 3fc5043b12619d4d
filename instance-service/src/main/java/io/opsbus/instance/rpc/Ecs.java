package io.opsbus.instance.rpc;

import io.opsbus.rpc.declare.Declaration;

/** The product all Actions here belong to. */
public final class Ecs {
    /** Its API version. */
    public static final String VERSION = "2014-05-26";

    private Ecs() {}

    /** An Action that changes nothing. */
    public static Declaration.Builder reading(String action, String meaning) {
        return Declaration.reading(VERSION, action, meaning);
    }

    /** An Action that may change something. */
    public static Declaration.Builder writing(String action, String meaning) {
        return Declaration.writing(VERSION, action, meaning);
    }
}
