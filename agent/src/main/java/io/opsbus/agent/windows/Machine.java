package io.opsbus.agent.windows;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.invoke.MethodHandle;
import java.time.Duration;
import java.util.Optional;

/** What Windows says of the machine it runs. Each answer is asked for anew. */
public final class Machine {
    private static final Library KERNEL = new Library("kernel32");
    private static final MethodHandle CONSOLE_CODE_PAGE = KERNEL.function("GetConsoleOutputCP", JAVA_INT);
    private static final MethodHandle OEM_CODE_PAGE = KERNEL.function("GetOEMCP", JAVA_INT);
    private static final MethodHandle TICKS = KERNEL.function("GetTickCount64", JAVA_LONG);

    private static final String CRYPTOGRAPHY = "SOFTWARE\\Microsoft\\Cryptography";
    private static final String BOOT = "SOFTWARE\\OpsBus agent of this boot";

    private Machine() {}

    /** The number of the code page a console program that is started now reads and writes: this console's, or the machine's. */
    public static int codePage() {
        try {
            int console = (int) CONSOLE_CODE_PAGE.invokeExact();
            return console != 0 ? console : (int) OEM_CODE_PAGE.invokeExact();
        } catch (Throwable bug) {
            throw Library.bug(bug);
        }
    }

    /** Since it booted. */
    public static Duration up() {
        try {
            return Duration.ofMillis((long) TICKS.invokeExact());
        } catch (Throwable bug) {
            throw Library.bug(bug);
        }
    }

    /** An id that lasts until the machine boots again; empty where none can be kept. */
    public static Optional<String> boot() {
        return Registry.untilBoot(BOOT);
    }

    /** The id it was installed with. */
    public static Optional<String> id() {
        return Registry.text(Registry.MACHINE, CRYPTOGRAPHY, "MachineGuid");
    }
}
