// A program and the runtime are one program, which the verifier finds nothing wrong with.

import Foundation
import IR
import Runtime
import TestSupport
import Testing

@Suite struct RuntimeLinkingTests {
  /// The examples that need the runtime.
  private static func linked() throws -> [(name: String, module: Module, linkage: RuntimeLinkage)] {
    let folder = ProjectFiles.root.appendingPathComponent("Examples")
    return try ProjectFiles.programs(below: folder).compactMap { name in
      let bytes = try ProjectFiles.bytes(of: folder.appendingPathComponent(name))
      var module = Module.read([ModuleSource(name: name, bytes: bytes)]).module
      guard let linkage = try module.linkRuntime() else { return nil }
      return (name, module, linkage)
    }
  }

  @Test func theVerifierFindsNothing() throws {
    let programs = try Self.linked()
    #expect(programs.count > 15)
    for (name, module, _) in programs {
      let faults = module.verify().filter { !$0.message.hasSuffix("is a name of the runtime's") }
      #expect(faults.isEmpty, "\(name): \(faults.first.map { "\($0)" } ?? "")")
    }
  }

  /// Every function with which a task begins has a handler of its end, and what describes it.
  @Test func everyEntryIsDescribed() throws {
    for (name, module, linkage) in try Self.linked() {
      for (entry, symbol) in linkage.entries {
        guard case .shaped(_, .list(let members))? = module.dataObject(symbol)?.items.first?.content,
          case .address(let address)? = members.first, let start = address.symbol
        else {
          Issue.record("\(name): \(entry)")
          continue
        }
        #expect(linkage.starts[start] != nil, "\(name)")
        #expect(linkage.suspending.contains(start), "\(name)")
      }
    }
  }

  /// Where nothing starts a thread, data of threads is plain data, and its address is one that is known.
  @Test(arguments: [
    ("  yield\n", true), ("  yield\n  %r = syscall getpid()\n", true),
    ("  %t = thread.spawn @other()\n  thread.join %t\n", false),
    ("  yield\n  %r = syscall clone(0, 0, 0, 0, 0)\n", false),
    ("  yield\n  %r = syscall clone3(0, 0)\n", false),
    // Whoever computes the number of a call may ask for any.
    ("  yield\n  %r = syscall %n(0, 0)\n", false),
  ])
  func dataOfThreadsIsPlainWhereThereIsOne(_ operations: String, _ isPlain: Bool) throws {
    let text = """
      data @own thread writable {
        i64 1
      }
      func @other() {
      entry:
        return
      }
      func @main() -> i32 {
      entry:
        %n = add i64 56, 0
        %own = thread.address @own
      \(operations)  %one = load i32 %own
        return %one
      }
      """
    var module = Module.read([ModuleSource(name: "own.wir", bytes: Array(text.utf8))]).module
    #expect(module.verify().isEmpty)
    let linkage = try #require(try module.linkRuntime())
    #expect(linkage.hasOneThread == isPlain)
    let hasThreadData = module.symbols.elements.contains { $0.linkage.contains(.thread) }
    #expect(hasThreadData == !isPlain)
    let asks = module.functions.contains { $0.instructions.elements.contains { $0.opcode == .threadAddress } }
    #expect(asks == !isPlain)
  }

  /// A program without tasks and their like stays as it is.
  @Test func whatNeedsNothingGetsNothing() throws {
    let text = "func @main() -> i32 {\nentry:\n  %t = clock.now\n  return 0\n}\n"
    var module = Module.read([ModuleSource(name: "clock.wir", bytes: Array(text.utf8))]).module
    #expect(try module.linkRuntime() == nil)
    #expect(module.text() == Array(text.utf8))
  }
}
