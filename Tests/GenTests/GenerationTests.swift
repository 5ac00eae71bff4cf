// Generation as a whole: the bytes of generators, and that they do not depend on how many threads compile.

import Foundation
import IR
import TestSupport
import Testing

@testable import Gen

/// The generators' code, as text and bytes, beside their contracts: one file each in `Generators`.
@Suite struct GeneratorTests {
  /// What a file tells: the contract, then each instruction, then the bytes.
  private func page(_ generator: Generator, _ context: GeneratorContext) -> String {
    var buffer = CodeBuffer()
    buffer.beginTranscript()
    generator.emit(to: &buffer, context)
    var writer = AssemblyWriter { reference, text in
      let name: String =
        switch reference.kind {
        case .label: ".L\(reference.number)"
        default:
          reference.number < LayoutReference.first
            ? Self.symbols[Int(reference.number)]
            : CodeReference.generator(of: reference.number)?.name
              ?? "layout.\(reference.number - LayoutReference.first)"
        }
      text.append(contentsOf: Array(name.utf8))
    }
    var text = ""
    for line in generator.contract.split(separator: "\n") { text += "; \(line)\n" }
    for item in buffer.takeTranscript() {
      if case .row = item { continue }
      writer.text = []
      writer.write(item)
      let line = String(decoding: writer.text, as: UTF8.self)
      text += line.hasSuffix(":") ? "\(line)\n" : "  \(line)\n"
    }
    let bytes = buffer.bytes()
    text += "; \(bytes.count) bytes\n"
    for start in stride(from: 0, to: bytes.count, by: 16) {
      let row = bytes[start..<min(start + 16, bytes.count)]
      text += "; " + row.map { String(format: "%02x", $0) }.joined(separator: " ") + "\n"
    }
    return text
  }

  /// The symbols that generators refer to, by number.
  private static let symbols = ["main", "weft.begin", "weft.thread", "weft.tick", "weft.report.trap"]

  @Test(arguments: [
    ("entry", Generator.entry, false, false), ("entry-arguments", .entry, true, false),
    ("entry-thread-data", .entry, true, true), ("entry-runtime", .entry, true, true),
    ("trap-report", .trapReport, false, false), ("trap-report-runtime", .trapReport, false, false),
    ("leave-runtime", .leave, false, true), ("yield-runtime", .yield, false, true),
    ("again-runtime", .again, false, true),
    ("leave-one-thread", .leave, false, false), ("yield-one-thread", .yield, false, false),
    ("trap-report-one-thread", .trapReport, false, false),
    ("thread-facts", .threadFacts, false, false), ("thread-clone", .threadClone, false, false),
    ("restore", .restore, false, false), ("sha256-extensions", .sha256Extensions, false, false),
  ])
  func theCodeOfAGeneratorIsWhatItsFileSays(
    _ name: String, _ generator: Generator, _ passesArguments: Bool, _ hasThreadData: Bool
  ) throws {
    var context = GeneratorContext(main: 0, passesArguments: passesArguments, hasThreadData: hasThreadData)
    let hasOneThread = name.hasSuffix("-one-thread")
    if name.hasSuffix("-runtime") || hasOneThread {
      var runtime = RuntimeLinkage()
      runtime.begin = Symbol(rawValue: 1)
      runtime.thread = Symbol(rawValue: 2)
      runtime.tick = Symbol(rawValue: 3)
      runtime.trap = Symbol(rawValue: 4)
      runtime.hasOneThread = hasOneThread
      context.runtime = runtime
    }
    let made = page(generator, context)
    let file = ProjectFiles.root.appending(path: "Tests/GenTests/Generators/\(name).txt")
    if ProcessInfo.processInfo.environment["WEFT_RENEW_GOLDEN"] != nil {
      try made.write(to: file, atomically: true, encoding: .utf8)
    }
    #expect(made == (try String(contentsOf: file, encoding: .utf8)))
  }

  /// A generator without a file would be looked at by nobody. What those do that are written in the IR, ExpansionTests looks at.
  @Test func everyGeneratorHasAFile() throws {
    let folder = ProjectFiles.root.appending(path: "Tests/GenTests/Generators").path
    let contracts = try FileManager.default.contentsOfDirectory(atPath: folder).map {
      try String(contentsOfFile: "\(folder)/\($0)", encoding: .utf8)
    }
    for generator in Generator.allCases where generator.expansion == nil {
      let first = "; " + generator.contract.prefix { $0 != "\n" }
      #expect(contracts.contains { $0.hasPrefix(first) }, "\(generator.name)")
    }
  }
}

@Suite struct GenerationTests {
  /// A program of many functions, which call each other and may trap.
  private func program(_ count: Int) -> Module {
    var text = "func @main() -> i32 {\nentry:\n  %r = call @f\(count - 1)(7)\n  %s = trunc i32 %r\n  return %s\n}\n"
    for number in 0..<count {
      let callee = number == 0 ? "add i64 %q, 1" : "call @f\(number - 1)(%q)"
      text += """
        func @f\(number)(%x: i64) -> i64 {
        entry:
          jump loop(0, %x)
        loop(%i: i64, %sum: i64):
          %y = mul i64 %sum, \(number * 77 + 12345678901)
          %z = tofloat.s f64 %y
          %w = mul.f f64 %z, \(number).25
          %v = toint.sat.s i64 %w
          %next = add i64 %i, 1
          %c = lt.s i64 %next, 3
          branch %c, loop(%next, %v), done
        done:
          %q = div.s i64 %v, %x
          %r = \(callee)
          return %r
        }

        """
    }
    return Module.read([ModuleSource(name: "program.wir", bytes: Array(text.utf8))]).module
  }

  @Test(arguments: GenerationOptions.Level.allCases)
  func theBytesDoNotDependOnTheNumberOfThreads(_ level: GenerationOptions.Level) throws {
    let module = program(60)
    var options = GenerationOptions()
    options.level = level
    options.threads = 1
    let alone = try module.generateCode(options)
    #expect(!alone.traps.isEmpty && !alone.constants.isEmpty)
    for threads in [2, 3, 8] {
      options.threads = threads
      let code = try module.generateCode(options)
      #expect(code.bytes == alone.bytes)
      #expect(code.parts.map(\.offset) == alone.parts.map(\.offset))
      #expect(code.traps == alone.traps)
      #expect(code.constants.count == alone.constants.count)
      // Each thread numbers the constants that it meets itself: what is referred to must be the same.
      func meanings(_ code: CompiledCode) -> [String] {
        code.relocations.map { relocation in
          switch CodeSymbol(number: relocation.symbol) {
          case .constant(let number): "\(relocation.offset) \(code.constants[number])"
          case .message(let number): "\(relocation.offset) \(code.traps.text(number))"
          case let other: "\(relocation.offset) \(other)"
          }
        }
      }
      #expect(meanings(code) == meanings(alone))
    }
  }
}
