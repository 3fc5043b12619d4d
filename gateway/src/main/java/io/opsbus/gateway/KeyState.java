package io.opsbus.gateway;

/** Whether an access key may be used. A deleted key has no state: it is gone, and its id never comes again. */
public sealed interface KeyState {
    KeyState ACTIVE = new Active();
    KeyState DISABLED = new Disabled();

    /** The word operators and the database know. */
    String word();

    /** It signs calls. */
    record Active() implements KeyState {
        public KeyState disable() {
            return DISABLED;
        }

        @Override
        public String word() {
            return "Active";
        }
    }

    /** It signs nothing until it is enabled again. */
    record Disabled() implements KeyState {
        public KeyState enable() {
            return ACTIVE;
        }

        @Override
        public String word() {
            return "Disabled";
        }
    }
}
