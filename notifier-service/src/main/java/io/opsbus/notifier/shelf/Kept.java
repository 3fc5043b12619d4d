package io.opsbus.notifier.shelf;

import java.util.List;

/** Something kept under a key. */
public interface Kept {
    /** What it is kept under. */
    Key key();

    /** What it can be looked for by, beside its name; short texts such as {@code enabled:true}. */
    List<String> labels();
}
