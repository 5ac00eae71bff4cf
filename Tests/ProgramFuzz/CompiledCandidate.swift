// Programs compiled in this process: quicker than by the command, and a crash of the compiler is one of the tests.

import Compiler
public import Gen
import Glibc
import IR
import Image
import TestSupport

extension Candidate {
  /// Machine code of a level for a processor.
  /// - Parameters:
  ///   - folder: where the executable lies meanwhile.
  ///   - seconds: how long it may run.
  ///   - change: changes how code is generated.
  public static func compiled(
    level: GenerationOptions.Level, features: ProcessorFeatures, name: String, folder: String, seconds: Double = 10,
    change: @escaping @Sendable (inout GenerationOptions) -> Void = { _ in }
  ) -> Candidate {
    Candidate(name: name) { text, source in
      let module = Module.read([ModuleSource(name: source, bytes: Array(text.utf8))]).module
      var options = CompilationOptions()
      options.generation.level = level
      options.generation.features = features
      options.generation.threads = 1
      change(&options.generation)
      let bytes: [UInt8]
      do throws(CompilationError) {
        bytes = try Compilation(module, options).executable().bytes
      } catch {
        return .notBuilt("\(error)")
      }
      let path = "\(folder)/\(name.filter(\.isLetter))\(level.rawValue)"
      unlink(path)
      let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o700)
      let written = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      close(descriptor)
      guard written == bytes.count else { return .notBuilt("\(path) cannot be written") }
      // Another thread of this process may just be starting a program, which keeps the file open for a moment.
      for patience in (0..<200).reversed() {
        do throws(ToolFailure) {
          let ran = try ChildProcess.run(path, [], seconds: seconds)
          return ran.isOverdue ? .endless : .ran(ObservedRun(ran))
        } catch {
          guard patience > 0, error.description.contains("busy") else { return .notBuilt(error.description) }
          usleep(1_000)
        }
      }
      return .endless
    }
  }
}

extension ObservedRun {
  /// A run that was seen from outside.
  init(_ run: ChildRun) {
    let trap = String(decoding: run.errors, as: UTF8.self).split(separator: "\n").first ?? ""
    self.init(output: run.output, status: UInt8(truncatingIfNeeded: run.status), trap: String(trap))
  }
}
