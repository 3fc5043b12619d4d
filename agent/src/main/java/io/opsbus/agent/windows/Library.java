package io.opsbus.agent.windows;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/** Functions of a library of Windows. Nothing of it is loaded elsewhere. */
final class Library {
    private final SymbolLookup symbols;

    @SuppressWarnings("restricted") // libraries of the system itself, by their names
    Library(String name) {
        this.symbols = SymbolLookup.libraryLookup(name, Arena.global());
    }

    @SuppressWarnings("restricted") // each call is written down beside the function's declaration
    MethodHandle function(String name, MemoryLayout answer, MemoryLayout... arguments) {
        return Linker.nativeLinker()
                .downcallHandle(symbols.findOrThrow(name), FunctionDescriptor.of(answer, arguments));
    }

    /** A call that cannot fail but by a bug. */
    static IllegalStateException bug(Throwable thrown) {
        return new IllegalStateException(thrown);
    }
}
