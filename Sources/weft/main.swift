// The `weft` command: everything it does lives in `Driver`, where the tests reach it.

import Driver

Command.main()
