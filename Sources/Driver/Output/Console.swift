// What a command speaks to: its input, its output, and where errors go. Tests hand in one that lives in memory.

import Glibc

/// How a program ended that a command ran: then its status is the command's own.
final class ProgramStatus {
  /// Nil where none ran to an end.
  var status: UInt8?
}

/// What a command speaks to.
struct Console {
  let output: ByteOutput
  let errors: ByteOutput
  let input: Input
  /// Where a program that the command runs leaves its exit status.
  let program = ProgramStatus()
  /// Whether the environment forbids colour that the command line did not ask for.
  private let environmentForbidsColor: Bool

  init(output: ByteOutput, errors: ByteOutput, input: Input, environmentForbidsColor: Bool = false) {
    self.output = output
    self.errors = errors
    self.input = input
    self.environmentForbidsColor = environmentForbidsColor
  }

  /// Where standard input comes from.
  enum Input {
    case descriptor(Int32)
    case bytes([UInt8])
  }

  /// The console of this process.
  static func standard() -> Console {
    // An empty NO_COLOR counts as unset.
    let noColor = getenv("NO_COLOR").map { $0.pointee != 0 } ?? false
    let dumb = getenv("TERM").map { strcmp($0, "dumb") == 0 } ?? false
    return Console(
      output: ByteOutput(descriptor: STDOUT_FILENO), errors: ByteOutput(descriptor: STDERR_FILENO),
      input: .descriptor(STDIN_FILENO), environmentForbidsColor: noColor || dumb)
  }

  /// A console in memory.
  static func inMemory(input: [UInt8] = []) -> Console {
    Console(output: ByteOutput(), errors: ByteOutput(), input: .bytes(input))
  }

  /// Heeds what the command line says about colour.
  func apply(_ choice: ColorChoice) {
    for stream in [output, errors] {
      switch choice {
      case .always: stream.isColored = true
      case .never: stream.isColored = false
      case .auto: stream.isColored = !environmentForbidsColor && stream.isTerminal
      }
    }
  }
}
