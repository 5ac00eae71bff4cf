// What the compiler must do with every program that the verifier lets pass, and with every text that it does not: a well-formed
// file or a refusal with a place, the same file whichever way it is compiled, never a crash.

import Compiler
import Gen
import IR
import Image
import Layout

/// Compiles modules in every way.
struct CompilationGauntlet {
  private let module: Module
  /// Whether places are asked for, which what was never a text does not have.
  private let hasText: Bool
  /// A number in a text is soon one too many digits long: a file of gigabytes takes its time, and shows nothing more.
  private static let mostData: UInt64 = 1 << 24

  private static func isSmall(_ module: Module) -> Bool {
    module.data.allSatisfy { $0.size <= mostData } && module.data.reduce(0) { $0 + $1.size } <= mostData
  }

  init(_ module: Module, hasText: Bool) {
    self.module = module
    self.hasText = hasText
  }

  /// Makes an executable at both levels of effort, and object files that go where their linker wants; each is well-formed, or
  /// somebody says why there is none.
  func run() throws(Gauntlet.Violation) {
    guard module.target == .x86_64, Self.isSmall(module) else { return }
    for level in GenerationOptions.Level.allCases {
      try make(Self.options(level)) { compilation throws(CompilationError) in try compilation.executable().bytes }
    }
    // One way for each program, by what is in it: over all of them, each comes up.
    let number = module.functions.reduce(module.symbols.count) { $0 &+ $1.instructions.count }
    var options = Self.options(GenerationOptions.Level.allCases[number % 2])
    options.generation.hasEntry = false
    options.generation.position = [CodePosition.fixed, .executable, .library][number / 2 % 3]
    try make(options) { compilation throws(CompilationError) in try compilation.objectFile().bytes }
  }

  /// A text that is compiled while it is read becomes the same file as its module; one with faults becomes none.
  static func run(reading source: ModuleSource, _ module: Module?) throws(Gauntlet.Violation) {
    if let module, !isSmall(module) { return }
    let options = options(.fast)
    let bytes = (try? Compilation(reading: [source], options)?.executable().bytes) ?? nil
    var expected: [UInt8]?
    if let module, module.target == .x86_64 { expected = try? Compilation(module, options).executable().bytes }
    // A program that needs the runtime is not compiled while it is read.
    guard bytes == nil || bytes == expected else {
      throw Gauntlet.Violation(description: "what is compiled while it is read is another file")
    }
  }

  private static func options(_ level: GenerationOptions.Level) -> CompilationOptions {
    var options = CompilationOptions()
    options.generation.level = level
    options.generation.threads = 1
    options.hasDebugInformation = level == .best
    return options
  }

  private func make(
    _ options: CompilationOptions, _ file: (Compilation) throws(CompilationError) -> [UInt8]
  ) throws(Gauntlet.Violation) {
    let bytes: [UInt8]
    do throws(CompilationError) {
      bytes = try file(Compilation(module, options))
    } catch {
      return try check(error)
    }
    if let fault = FileCheck.fault(of: bytes, isExecutable: options.generation.hasEntry) {
      throw Gauntlet.Violation(description: "the file is malformed: \(fault)")
    }
  }

  /// A refusal says what it is about.
  private func check(_ error: CompilationError) throws(Gauntlet.Violation) {
    let (message, place): (String, SourcePlace)
    switch error {
    case .noMain: return
    case .undefined(let symbol): (message, place) = ("undefined", module.symbols[symbol].source)
    case .refused(let refusal):
      let function = module.functions[refusal.function]
      (message, place) = (
        refusal.message, refusal.instruction.map { function.place(of: $0) } ?? function.source
      )
    case .runtime(let faults):
      throw Gauntlet.Violation(description: "the runtime does not go with it: \(faults.first?.message ?? "")")
    case .image(let error):
      throw Gauntlet.Violation(description: "no file can be made of it: \(error)")
    }
    guard !message.isEmpty, !hasText || place.file != SourcePlace.none else {
      throw Gauntlet.Violation(description: "a refusal without a place: \(message)")
    }
  }
}
