package io.opsbus.standalone.supervise;

import java.io.IOException;

/** Starts processes. The real one forks; tests use a fake. */
public interface Processes {
    /** Starts the program, or fails with the operating system's reason. */
    Running start(Program program) throws IOException;
}
