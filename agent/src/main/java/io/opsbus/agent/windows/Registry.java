package io.opsbus.agent.windows;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

/** The registry of Windows, as far as the agent needs it. */
final class Registry {
    /** {@code HKEY_LOCAL_MACHINE}. */
    static final long MACHINE = 0xFFFF_FFFF_8000_0002L;

    private static final long USER = 0xFFFF_FFFF_8000_0001L;
    private static final int OK = 0;
    private static final int TEXT = 1;
    private static final int TEXT_OF_64_BIT = 0x2 | 0x0001_0000;
    private static final int VOLATILE = 1;
    private static final int READ_AND_WRITE_64_BIT = 0x2_0006 | 0x2_0019 | 0x100;
    private static final int LONGEST = 512;
    private static final String ID = "id";

    private static final Library LIBRARY = new Library("advapi32");
    private static final MethodHandle GET = LIBRARY.function(
            "RegGetValueW", JAVA_INT, JAVA_LONG, ADDRESS, ADDRESS, JAVA_INT, ADDRESS, ADDRESS, ADDRESS);
    private static final MethodHandle CREATE = LIBRARY.function(
            "RegCreateKeyExW",
            JAVA_INT,
            JAVA_LONG,
            ADDRESS,
            JAVA_INT,
            ADDRESS,
            JAVA_INT,
            JAVA_INT,
            ADDRESS,
            ADDRESS,
            ADDRESS);
    private static final MethodHandle SET =
            LIBRARY.function("RegSetValueExW", JAVA_INT, JAVA_LONG, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle CLOSE = LIBRARY.function("RegCloseKey", JAVA_INT, JAVA_LONG);

    private Registry() {}

    /** A text; empty when it is not there, or not to be read. */
    static Optional<String> text(long root, String key, String name) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment into = arena.allocate(LONGEST);
            MemorySegment size = arena.allocateFrom(JAVA_INT, LONGEST);
            int answer = (int) GET.invokeExact(
                    root, wide(arena, key), wide(arena, name), TEXT_OF_64_BIT, MemorySegment.NULL, into, size);
            return answer == OK
                    ? Optional.of(into.getString(0, StandardCharsets.UTF_16LE)).filter(text -> !text.isEmpty())
                    : Optional.empty();
        } catch (Throwable bug) {
            throw Library.bug(bug);
        }
    }

    /** An id in a key that is gone after a boot: the machine's, or its user's where that may not be written. */
    static Optional<String> untilBoot(String key) {
        Optional<String> ofMachine = untilBoot(MACHINE, key);
        return ofMachine.isPresent() ? ofMachine : untilBoot(USER, key);
    }

    private static Optional<String> untilBoot(long root, String key) {
        Optional<String> known = text(root, key, ID);
        if (known.isPresent()) {
            return known;
        }
        String id = UUID.randomUUID().toString();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment handle = arena.allocate(JAVA_LONG);
            int created = (int) CREATE.invokeExact(
                    root,
                    wide(arena, key),
                    0,
                    MemorySegment.NULL,
                    VOLATILE,
                    READ_AND_WRITE_64_BIT,
                    MemorySegment.NULL,
                    handle,
                    MemorySegment.NULL);
            if (created != OK) {
                return Optional.empty();
            }
            long open = handle.get(JAVA_LONG, 0);
            MemorySegment text = wide(arena, id);
            int written = (int) SET.invokeExact(open, wide(arena, ID), 0, TEXT, text, (int) text.byteSize());
            int _ = (int) CLOSE.invokeExact(open);
            return written == OK ? Optional.of(id) : Optional.empty();
        } catch (Throwable bug) {
            throw Library.bug(bug);
        }
    }

    private static MemorySegment wide(Arena arena, String text) {
        return arena.allocateFrom(text, StandardCharsets.UTF_16LE);
    }
}
