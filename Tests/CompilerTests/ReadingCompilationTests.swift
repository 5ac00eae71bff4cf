// A program that is compiled while it is read is the same executable as one that is read first, for any number of threads; what
// must be seen as a whole, or has a fault, is left to the other way.

import Compiler
import Foundation
import Gen
import IR
import Image
import TestSupport
import Testing

@Suite struct ReadingCompilationTests {
  private static func options(_ level: GenerationOptions.Level, threads: Int) -> CompilationOptions {
    var options = CompilationOptions()
    options.generation.level = level
    options.generation.threads = threads
    return options
  }

  @Test(arguments: 0..<16) func theExecutableIsTheSame(part: Int) throws {
    var count = 0
    for (index, file) in NativeFiletestTests.files.enumerated() where index % 16 == part {
      let bytes = try ProjectFiles.bytes(of: ProjectFiles.root.appendingPathComponent(file))
      let sources = [ModuleSource(name: file, bytes: bytes)]
      let level = GenerationOptions.Level.allCases[index / 16 % 2]
      let whole: [UInt8]?
      do {
        whole = try Compilation(Module.read(sources).module, Self.options(level, threads: 1)).executable().bytes
      } catch {
        whole = nil
      }
      for threads in [1, 3] {
        guard let compilation = Compilation(reading: sources, Self.options(level, threads: threads)) else { continue }
        count += 1
        let streamed = try compilation.executable().bytes
        #expect(streamed == whole, "\(file), -O\(level.rawValue), \(threads) threads")
      }
    }
    #expect(count > 40)
  }

  /// Functions enough for many runs, in two texts, with traps, constants and calls from each to others.
  private func program() -> [ModuleSource] {
    let texts = (0..<2).map { text in
      (0..<150).map { number in
        """
        func @f\(text).\(number)(%x: i64, %p: ptr) -> i64 {
        entry:
          %a = tofloat.s f64 %x
          %b = mul.f f64 %a, \(number % 40).5
          %c = toint.s i64 %b
          %d = div.s i64 %c, %x
          %r = call @f\(1 - text).\((number * 7 + 1) % 150)(%d, @table)
          %s = call @f\(text).\((number * 11 + 5) % 150)(%r, %p)
          return %s
        }
        """
      }.joined(separator: "\n")
    }
    let main = """

      func @main() -> i32 {
      entry:
        %x = call @f0.0(1, @table)
        %y = eq i64 %x, 1
        branch %y, one, other
      one:
        trap "it is\\n1"
      other:
        return 0
      }
      data @table writable {
        i64 1, 2, 3
      }
      """
    return [
      ModuleSource(name: "one.wir", bytes: Array(texts[0].utf8)),
      ModuleSource(name: "two.wir", bytes: Array((texts[1] + main).utf8)),
    ]
  }

  @Test(arguments: GenerationOptions.Level.allCases)
  func theNumberOfThreadsChangesNothing(level: GenerationOptions.Level) throws {
    let result = Module.read(program())
    #expect(result.diagnostics.isEmpty)
    let whole = try Compilation(result.module, Self.options(level, threads: 1)).executable().bytes
    for threads in [1, 2, 5] {
      let compilation = try #require(Compilation(reading: program(), Self.options(level, threads: threads)))
      #expect(try compilation.executable().bytes == whole)
    }
  }

  @Test(arguments: [
    // A fault of the text, of the verifier's, of a symbol; a program without a beginning; a call of what is nowhere.
    "func @main() -> i32 {\nentry:\n  %x = add i32 1\n  return %x\n}\n",
    "func @main() -> i32 {\nentry:\n  %x = add i64 1, 2\n  return %x\n}\n",
    "func @main() -> i32 {\nentry:\n  call @missing()\n  return 0\n}\n",
    "func @main() -> i32 {\nentry:\n  store i32 @missing, 1\n  return 0\n}\n",
    "func @main() -> i64 {\nentry:\n  return 0\n}\n",
    "func @other() -> i32 {\nentry:\n  return 0\n}\n",
    "import func @other() -> i32\nfunc @main() -> i32 {\nentry:\n  %x = call @other()\n  return %x\n}\n",
    // What needs all functions at once.
    "func @main() -> i32 {\nentry:\n  yield\n  return 0\n}\n",
    "func @h(%a: i32, %b: ptr, %c: ptr) {\nentry:\n  return\n}\nfunc @main() -> i32 {\nentry:\n  signal.handle 10, @h\n  return 0\n}\n",
  ]) func whatCannotBeCompiledSoIsNot(text: String) {
    let sources = [ModuleSource(name: "text.wir", bytes: Array(text.utf8))]
    for threads in [1, 2] { #expect(Compilation(reading: sources, Self.options(.best, threads: threads)) == nil) }
  }

  @Test func debuggingInformationNeedsTheFunctions() {
    var options = CompilationOptions()
    options.hasDebugInformation = true
    #expect(Compilation(reading: program(), options) == nil)
    options.isStripped = true
    #expect(Compilation(reading: program(), options) != nil)
  }
}
