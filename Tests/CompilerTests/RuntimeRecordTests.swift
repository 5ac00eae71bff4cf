// The records of the runtime's text are those that generators and the kernel know.

import Gen
import IR
import Layout
import Runtime
import Testing

@Suite struct RuntimeRecordTests {
  private static let module: Module? = {
    let text = "func @main() -> i32 {\nentry:\n  yield\n  return 0\n}\n"
    var module = Module.read([ModuleSource(name: "main.wir", bytes: Array(text.utf8))]).module
    do { guard try module.linkRuntime() != nil else { return nil } } catch { return nil }
    return module
  }()

  /// Where a member of one of the runtime's records is.
  private func offset(_ record: String, _ member: String) throws -> UInt64 {
    let module = try #require(Self.module)
    let data = try #require(module.types.records.first { module.names.string($0.name) == record })
    return try #require(data.members.first { module.names.string($0.name) == member }).offset
  }

  private func size(_ record: String) throws -> UInt64 {
    let module = try #require(Self.module)
    return try #require(module.types.records.first { module.names.string($0.name) == record }).size
  }

  @Test(arguments: [
    ("stackPointer", ContextFields.stackPointer), ("resume", ContextFields.resume), ("next", ContextFields.next),
    ("value", ContextFields.value), ("handle", ContextFields.handle),
  ])
  func contextsAreWhereGeneratorsFindThem(member: String, place: Int32) throws {
    #expect(try offset("weft_context", member) == UInt64(place))
  }

  @Test(arguments: [
    ("current", ThreadFields.current), ("head", ThreadFields.head), ("tail", ThreadFields.tail),
    ("budget", ThreadFields.budget), ("root", ThreadFields.root),
  ])
  func threadsAreWhereGeneratorsFindThem(member: String, place: Int32) throws {
    #expect(try offset("weft_thread", member) == UInt64(place))
  }

  @Test func recordsOfSignalsAreTheKernels() throws {
    let target = Target.x86_64
    #expect(try size("weft_sigaction") == Kernel.Sigaction.layout(on: target).size)
    #expect(try offset("weft_sigaction", "handler") == Kernel.Sigaction.offset(of: \.sa_handler, on: target))
    #expect(try offset("weft_sigaction", "flags") == Kernel.Sigaction.offset(of: \.sa_flags, on: target))
    #expect(try offset("weft_sigaction", "restorer") == Kernel.Sigaction.offset(of: \.sa_restorer, on: target))
    #expect(try offset("weft_sigaction", "mask") == Kernel.Sigaction.offset(of: \.sa_mask, on: target))

    #expect(try size("weft_sigstack") == Kernel.Sigaltstack.layout(on: target).size)
    #expect(try offset("weft_sigstack", "stack") == Kernel.Sigaltstack.offset(of: \.ss_sp, on: target))
    #expect(try offset("weft_sigstack", "flags") == Kernel.Sigaltstack.offset(of: \.ss_flags, on: target))
    #expect(try offset("weft_sigstack", "size") == Kernel.Sigaltstack.offset(of: \.ss_size, on: target))

    let registers = try #require(Kernel.UcontextX86_64.offset(of: \.uc_mcontext, on: target))
    func place(_ field: KeyPath<Kernel.SigcontextX86_64Schema, Field<UInt64>>) -> UInt64? {
      Kernel.SigcontextX86_64.offset(of: field, on: target).map { registers + $0 }
    }
    #expect(try offset("weft_ucontext", "framePointer") == place(\.rbp))
    #expect(try offset("weft_ucontext", "stackPointer") == place(\.rsp))
    #expect(try offset("weft_ucontext", "instruction") == place(\.rip))
    #expect(try offset("weft_ucontext", "error") == place(\.err))

    func find(_ set: (inout Kernel.Siginfo) -> Void) -> UInt64? {
      var record = Kernel.Siginfo(on: target)
      set(&record)
      return record.bytes.firstIndex { $0 != 0 }.map(UInt64.init)
    }
    #expect(try offset("weft_siginfo", "signal") == find { $0.contents.known.si_signo = -1 })
    #expect(try offset("weft_siginfo", "code") == find { $0.contents.known.si_code = -1 })
    let address = find { $0.contents.known._sifields._sigfault._addr = Address(.max) }
    #expect(try offset("weft_siginfo", "address") == address)
    // Of a signal that is sent, the sender stands in the same place.
    #expect(try offset("weft_siginfo", "address") == find { $0.contents.known._sifields._kill._pid = -1 })
  }

  /// What a number says of a frame, it says whether frames have pointers or not.
  @Test(arguments: [false, true]) func numbersOfFramesAreTakenApart(hasPointers: Bool) {
    let code = FrameCode(hasPointers: hasPointers)
    for kind in [FrameCode.Kind.fixed, .pointed, .other] {
      for saved: UInt64 in [0, 1, FrameCode.greatestSaved] {
        let number = code.number(kind, 1234, saved: saved)
        #expect(number & 3 == kind.rawValue)
        #expect(number >> code.shift == 1234)
        #expect((number >> 2) & ((1 << (code.shift - 2)) - 1) == (hasPointers ? saved : 0))
      }
    }
  }
}
