// The library: modules that were built in Swift become executables that run; the worked example of Examples/Library.

import Compiler
import Foundation
import Gen
import IR
import Image
import TestSupport
import Testing

@Suite struct LibraryTests {
  private func module(exits status: Int) -> Module {
    var module = Module()
    let main = module.addFunction("main", Signature([], results: [.i32]))
    module.build(main) { f in f.return(status) }
    return module
  }

  @Test(arguments: [0, 7, 255]) func runsWhatWasBuilt(status: Int) throws {
    #expect(try Compilation(module(exits: status)).executable().run() == Int32(status))
  }

  @Test func givesTheSignalOfATrap() throws {
    var module = Module()
    let main = module.addFunction("main", Signature([], results: [.i32]))
    module.build(main) { f in f.perform(.unreachable) }
    #expect(module.verify() == [])
    #expect(try Compilation(module).executable().run() == 128 + 6)
  }

  /// What a program reads is given, what it writes is kept, and what never ends is ended.
  @Test func keepsWhatIsWritten() throws {
    let text = """
      data @buffer writable { zero 64 }
      func @main(%count: i32, %arguments: ptr, %variables: ptr) -> i32 {
      entry:
        %read = syscall read(0, @buffer, 64)
        %out = syscall write(1, @buffer, %read)
        %nameAt = load ptr %arguments
        %err = syscall write(2, %nameAt, 4)
        %isMore = gt.s i32 %count, 1
        branch %isMore, again, end
      again:
        jump again
      end:
        return 300
      }
      """
    let result = Module.read([ModuleSource(name: "echo.wir", bytes: Array(text.utf8))])
    try #require(result.diagnostics.isEmpty, "\(result.diagnostics.map(\.message))")
    let program = try MemoryProgram(try Compilation(result.module).executable().bytes)
    let wanted = ProgramEnd(status: 300 % 256, output: Array("given".utf8), errors: Array("name".utf8))
    for _ in 0..<2 { #expect(try program.run(Invocation(["name"], .kept(input: Array("given".utf8)))) == wanted) }
    let endless = try program.run(Invocation(["name", "more"], .kept(input: []), seconds: 0.2))
    #expect(endless == ProgramEnd(status: nil, errors: Array("name".utf8)))
  }

  /// What is no executable is not run, and the system's reason is told.
  @Test func tellsWhatCannotBeRun() throws {
    let program = try MemoryProgram([1, 2, 3])
    let error = #expect(throws: ExecutionError.self) { try program.run() }
    #expect(error?.description == "cannot execute the program: Exec format error")
  }

  @Test func measuresOnlyWhereAsked() throws {
    #expect(try Compilation(module(exits: 1)).code.measures.functions == 0)
    var options = CompilationOptions()
    options.generation.isMeasured = true
    let measures = try Compilation(module(exits: 1), options).code.measures
    #expect(measures.functions == 1 && measures.blocks == 1 && measures.instructions > 0 && measures.threads == 1)
  }

  @Test func writesTheMachineInstructionsOfEveryFunction() throws {
    let file = ProjectFiles.root.appendingPathComponent("Examples/hanoi.wir")
    let result = Module.read([ModuleSource(name: "hanoi.wir", bytes: try ProjectFiles.bytes(of: file))])
    let text = String(decoding: try Compilation.machineText(of: result.module), as: UTF8.self)
    for function in result.module.functions {
      #expect(text.contains("func @\(result.module.name(of: function.symbol))\n"))
    }
    #expect(text.contains("tailCall @hanoi"))
  }

  @Test func theExampleCountsPrimes() throws {
    let process = Process()
    let tests = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
    let example = tests.appendingPathComponent("library-example")
    try #require(FileManager.default.isExecutableFile(atPath: example.path), "there is no \(example.path)")
    process.executableURL = example
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationReason == .exit)
    #expect(process.terminationStatus == 1229 % 256)
  }
}
