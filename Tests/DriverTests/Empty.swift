// Placeholder until the target's own tests stand here.
import Testing
