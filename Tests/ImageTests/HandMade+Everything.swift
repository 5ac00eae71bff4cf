// A program that uses every kind of section and relocation, and fails if one of them is not right.

import Image
import Layout

extension HandMade {
  /// Code, with what is to be written into it.
  enum Piece {
    case code([UInt8])
    case field(RelocationKind, SymbolIndex, addend: Int64)
  }

  /// Adds code and its relocations to a section.
  static func add(_ pieces: [Piece], to section: SectionIndex, of object: inout RelocatableObject) {
    for piece in pieces {
      switch piece {
      case .code(let bytes): object[section].bytes += bytes
      case .field(let kind, let symbol, let addend):
        object.relocations.append(
          Relocation(in: section, at: UInt32(object[section].bytes.count), kind, symbol, addend: addend))
        object[section].bytes += [UInt8](repeating: 0, count: kind.width)
      }
    }
  }

  /// Adds up what lies in each section, from a thread's own data on, and exits with the sum: 42. Read-only data of more than
  /// a page gets a segment of its own.
  static func everything(readOnlySize: Int) -> RelocatableObject {
    var object = RelocatableObject(target: .x86_64)
    let cold = object.addSection(Section(".text.cold", .code, alignment: 32))
    let named = object.addSection(Section(".data.named", .data, alignment: 8))
    let note = object.addSection(Section(".comment", .unloaded, bytes: Array("made by hand\0".utf8)))
    _ = note

    object[.threadData].alignment = 4
    let started = object.addSymbol("started", in: .threadData, size: 4, kind: .threadLocal)
    object[.threadData].bytes = [30, 0, 0, 0]
    object[.zeroedThreadData].alignment = 32
    let zeroed = object.addSymbol("zeroed", in: .zeroedThreadData, kind: .threadLocal, binding: .global)
    object[.zeroedThreadData].zeroSize = 4
    object.symbols[zeroed.index].size = 4

    object[.readOnlyData].bytes = [UInt8](repeating: 0x90, count: readOnlySize - 1)
    let last = object.addSymbol("last", in: .readOnlyData, kind: .object, binding: .global, isHidden: true)
    object[.readOnlyData].bytes.append(3)

    let five = object.addSymbol("five", in: named, kind: .object)
    object[named].bytes += [5, 0, 0, 0]
    _ = object[.data].align(to: 8)
    let pointer = object.addSymbol("pointer", in: .data, kind: .object, binding: .weak)
    object[.data].bytes += [UInt8](repeating: 0, count: 8)
    object.relocations.append(Relocation(in: .data, at: 0, .absolute64, five, addend: 0))
    _ = object[.zeroedData].align(to: 64)
    let block = object.addSymbol("block", in: .zeroedData, kind: .object)
    object[.zeroedData].zeroSize += 64
    let counter = object.addSymbol("counter", in: .zeroedData, kind: .object)
    object[.zeroedData].zeroSize += 1 << 20

    let start = object.addSymbol("_start", in: .text, kind: .function, binding: .global)
    let coldFunction = object.addSymbol("cold", in: cold, kind: .function)
    let image = object.addLayoutFact(.threadImageAddress)
    let imageSize = object.addLayoutFact(.threadImageSize)
    add(
      [
        .code([0x48, 0x8D, 0x35]), .field(.relative32, image, addend: -4),  // lea rsi, [rip + image]
        .code([0xB9]), .field(.absolute32, imageSize, addend: 0),  // mov ecx, imageSize
        .code([0xBF]), .field(.absolute32, block, addend: 0),  // mov edi, block
        .code([0xF3, 0xA4]),  // rep movsb
        .code([0x48, 0x8D, 0x35]), .field(.relative32, block, addend: 64 - 4),  // lea rsi, [rip + block + 64]
        .code([0xBF, 0x02, 0x10, 0, 0, 0xB8, 158, 0, 0, 0, 0x0F, 0x05]),  // arch_prctl(ARCH_SET_FS, rsi)
        .code([0x64, 0x8B, 0x3C, 0x25]), .field(.threadOffset32, started, addend: 0),  // mov edi, fs:[started]
        .code([0x64, 0xC7, 0x04, 0x25]), .field(.threadOffset32, zeroed, addend: 0),  // mov dword ptr fs:[zeroed], 2
        .code([2, 0, 0, 0]),
        .code([0x64, 0x03, 0x3C, 0x25]), .field(.threadOffset32, zeroed, addend: 0),  // add edi, fs:[zeroed]
        .code([0x48, 0x8B, 0x05]), .field(.relative32, pointer, addend: -4),  // mov rax, [rip + pointer]
        .code([0x03, 0x38]),  // add edi, [rax]
        .code([0xFF, 0x05]), .field(.relative32, counter, addend: -4),  // inc dword ptr [rip + counter]
        .code([0x03, 0x3D]), .field(.relative32, counter, addend: -4),  // add edi, [rip + counter]
        .code([0x0F, 0xB6, 0x04, 0x25]), .field(.absoluteSigned32, last, addend: 0),  // movzx eax, byte ptr [last]
        .code([0x01, 0xC7]),  // add edi, eax
        .code([0xE8]), .field(.call32, coldFunction, addend: -4),  // call cold
        .code([0xB8, 60, 0, 0, 0, 0x0F, 0x05]),  // exit(edi)
      ], to: .text, of: &object)
    add([.code([0x83, 0xC7, 0x01, 0xC3])], to: cold, of: &object)  // add edi, 1; ret
    object.symbols[start.index].size = object[.text].size
    object.symbols[coldFunction.index].size = 4
    object.unwind.functions = [
      UnwindFunction(
        code: CodeRange(section: .text, offset: 0, size: UInt32(object[.text].bytes.count)), rows: .none,
        isOutermost: true),
      UnwindFunction(code: CodeRange(section: cold, offset: 0, size: 4), rows: .none),
    ]
    // Two sections of code: the unit's ranges are a list.
    var debug = DebugInformation(producer: "weft by hand", directory: "/", files: ["everything.wir", "cold.wir"])
    debug.types = [
      DebugType("i32", size: 4, .signed), DebugType("f64", size: 8, .float), DebugType("bool", size: 1, .boolean),
      DebugType("", size: 8, .pointer(to: 5)), DebugType("", size: 8, .pointer(to: nil)),
      DebugType("pair", size: 16, .structure(members: RowRange(start: 0, count: 2))),
      DebugType("", size: 12, .array(of: 7, count: 3)), DebugType("u32", size: 4, .unsigned),
    ]
    debug.members = [DebugMember(name: "next", type: 3, offset: 0), DebugMember(name: "rest", type: 6, offset: 8)]
    debug.types[5].size = 24
    for (index, function) in object.unwind.functions.enumerated() {
      debug.lineRuns.append(LineRun(code: function.code, rows: RowRange(start: debug.lineRows.count, count: 1)))
      debug.lineRows.append(LineRow(offset: 0, file: UInt32(index), line: 100_000, column: 70_000))
      debug.functions.append(
        DebugFunction(
          name: object.symbols[index == 0 ? start.index : coldFunction.index].name, code: function.code,
          file: UInt32(index), line: 7, parameters: index == 0 ? .none : RowRange(start: 0, count: 5), isExternal: false
        ))
    }
    debug.locations = [
      .register(.xmm(3), from: 0, to: 3), DebugLocation(from: 1, to: 4, .memory, .r(12), offset: -300),
      .register(.rax, from: 0, to: 4), .frame(1000, from: 0, to: 4), .frame(-300, alignedTo: 64, from: 0, to: 4),
    ]
    debug.parameters = [
      DebugParameter(name: object.addName("moving"), type: 1, locations: RowRange(start: 0, count: 2)),
      DebugParameter(name: object.addName("still"), type: 3, locations: RowRange(start: 2, count: 1)),
      DebugParameter(name: object.addName("pushed"), type: 5, locations: RowRange(start: 3, count: 1)),
      DebugParameter(name: object.addName("aligned"), type: 5, locations: RowRange(start: 4, count: 1)),
      DebugParameter(name: object.addName("gone"), type: 2, locations: .none),
    ]
    object.debug = debug
    object.entry = start
    return object
  }
}
