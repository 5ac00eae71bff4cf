// `--link`: the system's C compiler makes a program of an object file, with libc and whatever else is asked for.

import CrossCheck
import Gen

/// How a program is linked with libc.
struct Linking {
  static let compiler = Option<String?>.text(
    "link", placeholder: "CC", "have a C compiler link the program with libc: cc, gcc, clang, or the path of one")
  static let libraries = Option<[String]>.texts(
    "library", short: "l", placeholder: "NAME", "with --link: a library of C, as -lm has it for the C compiler")
  static let arguments = Option<[String]>.texts(
    "link-argument", placeholder: "WORD", values: .file,
    "with --link: a word for the C compiler: another object, a text in C, an option as --link-argument=-L/usr/local/lib"
  )
  static let dynamic = Option<Bool>.flag(
    "dynamic", "with --link: load libraries when the program starts, in place of putting them into it")
  static let options = [
    compiler.declaration, libraries.declaration, arguments.declaration, dynamic.declaration,
  ]

  private let compiler: String
  private let words: [String]

  /// What was asked for; nil where nothing is linked.
  init?(_ arguments: Arguments, _ position: CodePosition, isStripped: Bool) throws(Failure) {
    guard let compiler = arguments[Self.compiler] else {
      let isGiven = [
        (Self.libraries.declaration, !arguments[Self.libraries].isEmpty),
        (Self.arguments.declaration, !arguments[Self.arguments].isEmpty),
        (Self.dynamic.declaration, arguments[Self.dynamic]),
      ]
      for (option, isGiven) in isGiven where isGiven {
        throw Failure(
          .error("\(option.spelling) is about linking with libc", help: ["add --link cc"]), exitCode: .wrongUse)
      }
      return nil
    }
    self.compiler = compiler
    let isMovable = position != .fixed
    let mode = arguments[Self.dynamic] ? (isMovable ? "-pie" : "-no-pie") : isMovable ? "-static-pie" : "-static"
    words =
      [mode] + (isStripped ? ["-s"] : []) + arguments[Self.arguments] + arguments[Self.libraries].map { "-l" + $0 }
  }

  /// Makes the executable of an object file. What the C compiler says goes to standard error.
  func link(_ object: [UInt8]) throws(Failure) -> [UInt8] {
    let folder = try TemporaryFolder()
    let program = "\(folder.path)/program"
    try FileWriter.create("\(program).o", with: object, isExecutable: false)
    let status = try ChildProcess.run(compiler, ["\(program).o"] + words + ["-o", program], isSearched: true)
    guard status == 0 else {
      throw Failure(.error("'\(compiler)' did not link the program: it says why above"))
    }
    return try OpenFile(path: program).readAll(name: program)
  }
}
