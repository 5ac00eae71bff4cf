// From a module to an executable: code from Gen, data from the module, a file from Image.

public import Gen
public import IR
public import Image
internal import Layout
internal import Runtime

/// What an executable is made with.
public struct CompilationOptions: Sendable {
  /// How code is generated.
  public var generation = GenerationOptions()
  /// Whether debuggers are told lines, functions and parameters.
  public var hasDebugInformation = false
  /// Whether everything is left out that the program does not need to run.
  public var isStripped = false
  /// What is written into debugging information as its maker.
  public var producer = "weft"
  /// The folder that relative names in debugging information start from.
  public var directory = "."

  /// The best code, with symbols.
  public init() {}
}

/// Why a module was not compiled.
public enum CompilationError: Error, Sendable {
  /// An instruction or a function has no machine code.
  case refused(CodeRefusal)
  /// A symbol is used and not defined.
  case undefined(Symbol)
  /// The program has no `main`.
  case noMain
  /// The runtime does not go with the program.
  case runtime([ModuleDiagnostic])
  /// No file can be made of the program.
  case image(ImageError)
}

/// What compiling took, phase by phase: the caller measures.
public enum CompilationPhase: String, Sendable, CaseIterable {
  /// Selection, allocation, emission.
  case code
  /// Data, symbols, relocations.
  case assembly
}

/// A compiled program.
public struct Compilation: Sendable {
  /// The program before its parts have addresses.
  public let object: RelocatableObject
  /// The code with what is known of it.
  public let code: CompiledCode
  /// Whether everything is left out that the program does not need to run.
  private let isStripped: Bool

  /// Compiles a module that was verified.
  /// - Parameter finished: Called when a phase is done, with what code generation measured, where it was asked to.
  public init(
    _ module: Module, _ options: CompilationOptions = CompilationOptions(),
    finished: (CompilationPhase, GenerationMeasures) -> Void = { _, _ in }
  ) throws(CompilationError) {
    var generation = options.generation
    guard let main = module.symbol(named: "main"), case .function = module.symbols[main].definition else {
      throw .noMain
    }
    // Only debugging information asks where code comes from.
    generation.keepsOrigins = options.hasDebugInformation && !options.isStripped
    let (linked, code) = try Self.compile(module, generation)
    finished(.code, code.measures)
    var assembly = ObjectAssembly(linked, code, options)
    object = try assembly.assemble()
    self.code = code
    isStripped = options.isStripped
    finished(.assembly, code.measures)
  }

  /// A module that was verified, compiled as text for GNU as: of a program, the same bytes as its executable has in the
  /// sections of code and data. Without a `main`, everything is in it that the module defines; what it does not define is
  /// left to whom it is linked with.
  public static func assembly(
    of module: Module, _ options: CompilationOptions = CompilationOptions()
  ) throws(CompilationError) -> [UInt8] {
    var generation = options.generation
    generation.keepsTranscript = true
    let (linked, code) = try compile(module, generation)
    var assembly = ObjectAssembly(linked, code, options, isWhole: false)
    _ = try assembly.assemble()
    return assembly.text()
  }

  /// The machine instructions of a module that was verified, as text for people: each function after its registers were chosen.
  public static func machineText(
    of module: Module, _ options: CompilationOptions = CompilationOptions()
  ) throws(CompilationError) -> [UInt8] {
    var generation = options.generation
    generation.keepsMachineText = true
    return [UInt8](try compile(module, generation).code.machineTexts.joined())
  }

  /// Generates code for a program, together with the runtime where it needs that.
  /// - Returns: the program as it was compiled, and its code.
  private static func compile(
    _ module: Module, _ options: GenerationOptions
  ) throws(CompilationError) -> (module: Module, code: CompiledCode) {
    var linked = module
    var options = options
    do { options.runtime = try linked.linkRuntime() } catch { throw .runtime(error.diagnostics) }
    let code: CompiledCode
    do { code = try linked.generateCode(options) } catch { throw .refused(error) }
    if let runtime = options.runtime { linked.fillIn(runtime, code) }
    return (linked, code)
  }

  /// The executable's bytes.
  public func executable() throws(CompilationError) -> Executable {
    do { return try Executable(object, strip: isStripped) } catch { throw .image(error) }
  }
}
