package io.opsbus.instance.provider;

/** What can be captured of a machine (guide 6.1). */
public enum CaptureKind {
    /** Text of the last start, reboot or shutdown, UTF-8. */
    CONSOLE_OUTPUT(Capability.CONSOLE_OUTPUT),
    /** JPEG of the screen now. */
    SCREENSHOT(Capability.SCREENSHOT);

    private final Capability needs;

    CaptureKind(Capability needs) {
        this.needs = needs;
    }

    /** What the provider must be capable of. */
    public Capability needs() {
        return needs;
    }
}
