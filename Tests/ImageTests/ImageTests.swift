// The tests of `Image`.

import Image
import Testing
