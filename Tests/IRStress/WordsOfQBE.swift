// The words of QBE's intermediate language, which damage puts into texts where they do not belong.

/// The words of QBE's intermediate language, and pieces of it.
public let wordsOfQBE: [String] = [
  "add", "sub", "div", "mul", "udiv", "rem", "urem", "or", "xor", "and", "sar", "shr", "shl", "neg", "stored", "stores",
  "storel", "storew", "storeh", "storeb", "load", "loadd", "loads", "loadl", "loadw", "loadsw", "loaduw", "loadsh",
  "loaduh", "loadsb", "loadub", "alloc4", "alloc8", "alloc16", "blit", "ceqw", "cnew", "csltl", "cultw", "cugel",
  "cuos", "cod", "ceqd", "clts", "extsw", "extuw", "extsh", "extub", "exts", "truncd", "stosi", "stoui", "dtosi",
  "dtoui", "swtof", "uwtof", "sltof", "ultof", "cast", "copy", "call", "vastart", "vaarg", "phi", "jmp", "jnz", "ret",
  "hlt", "dbgloc", "dbgfile", "export", "thread", "common", "weak", "section", "function", "data", "type", "align",
  "env", "w", "l", "s", "d", "b", "h", "z", "sb", "ub", "sh", "uh", "%x", "%", "@", "@start", "$", "$main", "$printf",
  ":", ":t", "=w", "=l", "=s", "=d", "=:t", "{", "}", "(", ")", ",", "=", "...", "+", "-", "\"", "\"\\x41\"", "\\", "#",
  "\n", "s_1.5", "d_-0", "d_nan", "s_inf", "d_1e400", "thread $x", "-1", "0", "jnz %x, @a, @b", "\tret\n",
  "function $f() {\n@start\n\tret\n}\n", "type :t = { w }\n", "data $x = { w 1 }\n", "\t%x =l alloc8 8\n",
  "\t%x =w copy 1\n", "\t%x =w phi @start 1\n", "\tstorew 1, %x\n", "\t%y =w loadw %x\n", "@next\n", "\tjmp @start\n",
]
