// From a module to an executable or object file: code from Gen, data from the module, a file from Image.

public import Gen
public import IR
public import Image
internal import Layout
internal import Runtime

/// What an executable or object file is made with.
public struct CompilationOptions: Sendable {
  /// How code is generated. Without an entry, the program is a part of one that others start: it needs no `main`, and what it
  /// does not define is for them to define.
  public var generation = GenerationOptions()
  /// Whether debuggers are told lines, functions and parameters.
  public var hasDebugInformation = false
  /// Whether everything is left out that the program does not need to run.
  public var isStripped = false
  /// What is written into debugging information as its maker.
  public var producer = "weft"
  /// The folder that relative names in debugging information start from.
  public var directory = "."
  /// The bytes of stack of a task whose need nobody can tell, and that asks for none: a power of two from 4 KiB to 1 GiB.
  public var usualStack: UInt64 = 256 << 10
  /// What the runtime does beside running the program.
  public var runtime = RuntimeOptions()
  /// By how many bytes the bounds are taken to be less than they are: for tests, which see whether a check of stacks finds that.
  public var stackShortfall: UInt64 = 0

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
  /// How much stack its tasks have, in the order in which the program first begins them.
  public let stacks: [TaskStack]
  /// Whether everything is left out that the program does not need to run.
  private let isStripped: Bool

  /// Compiles a module that was verified.
  /// - Parameter finished: Called when a phase is done, with what code generation measured, where it was asked to.
  public init(
    _ module: Module, _ options: CompilationOptions = CompilationOptions(),
    finished: (CompilationPhase, GenerationMeasures) -> Void = { _, _ in }
  ) throws(CompilationError) {
    let generation = options.generationOfFile
    guard !generation.hasEntry || module.hasMain else { throw .noMain }
    let (linked, code, stacks, runtime) = try Self.compile(module, generation, options)
    finished(.code, code.measures)
    try self.init(linked, code, stacks, runtime, options)
    finished(.assembly, code.measures)
  }

  /// Reads texts as one program and compiles it: each function as soon as it is read, which takes less time and memory than to
  /// read all of them first.
  ///
  /// Nil where the program has a fault or cannot be compiled, or where its functions must be there at the end, as for
  /// debugging information. `Module.read` and the compilation of the whole module do for the latter, and say what is wrong.
  /// - Parameter finished: Called when a phase is done, with what code generation measured, where it was asked to.
  public init?(
    reading sources: [ModuleSource], _ options: CompilationOptions = CompilationOptions(),
    finished: (CompilationPhase, GenerationMeasures) -> Void = { _, _ in }
  ) {
    let generation = options.generationOfFile
    guard !generation.keepsOrigins, let (module, code) = Module.readAndGenerateCode(sources, generation),
      !generation.hasEntry || module.hasMain
    else { return nil }
    finished(.code, code.measures)
    do { try self.init(module, code, [], nil, options) } catch { return nil }
    finished(.assembly, code.measures)
  }

  private init(
    _ module: Module, _ code: CompiledCode, _ stacks: [TaskStack], _ runtime: RuntimeLinkage?,
    _ options: CompilationOptions
  ) throws(CompilationError) {
    var assembly = ObjectAssembly(module, code, runtime, options, isWhole: options.generation.hasEntry)
    assembly.stacks = stacks
    object = try assembly.assemble()
    self.code = code
    self.stacks = stacks
    isStripped = options.isStripped
  }

  /// A module that was verified, compiled as text for GNU as: of a program, the same bytes as its executable has in the
  /// sections of code and data. Without a `main`, everything is in it that the module defines; what it does not define is
  /// left to whom it is linked with.
  public static func assembly(
    of module: Module, _ options: CompilationOptions = CompilationOptions()
  ) throws(CompilationError) -> [UInt8] {
    var generation = options.generationWithOrigins
    generation.keepsTranscript = true
    let (linked, code, _, runtime) = try compile(module, generation, options)
    var assembly = ObjectAssembly(linked, code, runtime, options, isWhole: false)
    _ = try assembly.assemble()
    do { return try assembly.text() } catch { throw .image(error) }
  }

  /// The machine instructions of a module that was verified, as text for people: each function after its registers were chosen.
  public static func machineText(
    of module: Module, _ options: CompilationOptions = CompilationOptions()
  ) throws(CompilationError) -> [UInt8] {
    var generation = options.generationWithOrigins
    generation.keepsMachineText = true
    let (linked, code, _, _) = try compile(module, generation, options)
    let graph = CallGraph(module)
    let bounds = StackBounds(linked, code, addressTaken: graph.addressTaken, isClosed: graph.isClosed(module))
    let lines = SourceLines(linked)
    var text: [UInt8] = []
    for (function, own) in zip(linked.functions.indices, code.machineTexts) {
      // The bound stands below the name and the frame.
      let head = own.indices.filter { own[$0] == UInt8(ascii: "\n") }.prefix(2).last.map { $0 + 1 } ?? own.count
      text += own[..<head]
      text += Array("  ; \(bounds.text(of: function, lines))\n".utf8)
      text += own[head...]
    }
    return text + code.machineTexts.dropFirst(linked.functions.count).joined()
  }

  /// Generates code for a program, together with the runtime where it needs that.
  /// - Returns: the program as it was compiled, its code, how much stack its tasks have, and what of the runtime it needs.
  private static func compile(
    _ module: Module, _ generation: GenerationOptions, _ all: CompilationOptions
  ) throws(CompilationError) -> (module: Module, code: CompiledCode, stacks: [TaskStack], runtime: RuntimeLinkage?) {
    var linked = module
    var options = generation
    // Its threads and stacks are those of programs that it starts itself.
    if options.hasEntry {
      do { options.runtime = try linked.linkRuntime(all.runtimeOfFile) } catch { throw .runtime(error.diagnostics) }
    }
    let code: CompiledCode
    do { code = try linked.generateCode(options) } catch { throw .refused(error) }
    guard let runtime = options.runtime else { return (linked, code, [], nil) }
    let stacks = linked.fillIn(runtime, code, all)
    return (linked, code, stacks, runtime)
  }

  /// The object file, which `ld` and its like link with others; of a program that was compiled without an entry.
  public func objectFile() throws(CompilationError) -> ObjectFile {
    do { return try ObjectFile(object, strip: isStripped) } catch { throw .image(error) }
  }

  /// The executable; of a program that was compiled with an entry.
  public func executable() throws(CompilationError) -> Executable {
    do { return try Executable(object, strip: isStripped) } catch { throw .image(error) }
  }
}

extension CompilationOptions {
  /// How the code of a file is generated.
  fileprivate var generationOfFile: GenerationOptions {
    var generation = generationWithOrigins
    // An entry has addresses in its instructions.
    if generation.hasEntry { generation.position = .fixed }
    return generation
  }

  /// What the runtime of a file does: what a file says of its functions, reports say.
  fileprivate var runtimeOfFile: RuntimeOptions {
    var runtime = runtime
    runtime.hasNames = !isStripped
    runtime.hasLines = hasDebugInformation && !isStripped
    return runtime
  }

  /// How code is generated: only debugging information asks where it comes from.
  fileprivate var generationWithOrigins: GenerationOptions {
    var generation = generation
    generation.keepsOrigins = hasDebugInformation && !isStripped
    return generation
  }
}

extension Module {
  /// Whether there is a function to begin with.
  fileprivate var hasMain: Bool {
    guard let main = symbol(named: "main"), case .function = symbols[main].definition else { return false }
    return true
  }
}
