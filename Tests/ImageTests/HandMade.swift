// Programs made by hand for the tests: machine code as bytes.

import Image
import Layout

/// Makes objects out of machine code that was written by hand.
enum HandMade {
  /// Writes "hello, world" and exits with status 0: `main` writes, `_start` calls it.
  static func hello() -> RelocatableObject {
    var object = RelocatableObject(target: .x86_64)
    let text = object.addSymbol("greeting", in: .readOnlyData, size: 14, kind: .object)
    object[.readOnlyData].bytes += Array("hello, world!\n".utf8)

    let start = object.addSymbol("_start", in: .text, size: 13, kind: .function, binding: .global)
    let main = object.addSymbol(
      SymbolEntry(
        name: object.addName("main"), section: .text, offset: 13, size: 23, kind: .function, binding: .global))
    object[.text].bytes += [
      0xE8, 0, 0, 0, 0,  // call main
      0x31, 0xFF,  // xor edi, edi
      0x6A, 0x3C, 0x58,  // push 60; pop rax
      0x0F, 0x05,  // syscall
      0xF4,  // hlt
    ]
    object.relocations.append(Relocation(in: .text, at: 1, .call32, main, addend: -4))
    object[.text].bytes += [
      0x6A, 0x01, 0x58,  // push 1; pop rax
      0x89, 0xC7,  // mov edi, eax
      0x48, 0x8D, 0x35, 0, 0, 0, 0,  // lea rsi, [rip + greeting]
      0x6A, 0x0E, 0x5A,  // push 14; pop rdx
      0x0F, 0x05,  // syscall
      0x31, 0xC0,  // xor eax, eax
      0xC3,  // ret
      0xCC, 0xCC, 0xCC,
    ]
    object.relocations.append(Relocation(in: .text, at: 13 + 8, .relative32, text, addend: -4))
    object.entry = start
    return object
  }
}
