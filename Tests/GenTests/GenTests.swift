// The tests of `Gen`.

import Gen
import Testing
