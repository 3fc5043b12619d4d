package io.opsbus.standalone.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A word that only leads to others: called by itself it says which there are. */
class Verbs implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public final Integer call() {
        if (spec != null) {
            CommandLine.usage(spec, System.out);
        }
        return 2;
    }
}
