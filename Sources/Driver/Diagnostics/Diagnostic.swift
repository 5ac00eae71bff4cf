// What can be said about an input: one message with all that helps to act on it.

/// A message about an input, or about the use of the command.
struct Diagnostic: Sendable {
  enum Severity: String, Sendable {
    case error, warning, note
  }

  /// A stretch of a source text.
  struct Location: Sendable {
    let source: SourceText
    /// Offsets of bytes in the source; an empty range is a point.
    let range: Range<Int>
  }

  let severity: Severity
  let message: String
  var location: Location?
  /// Where there is no source text to point into: the file that the message is about.
  var file: String?
  /// What would have been right at that point.
  var expected: String?
  var notes: [String] = []
  /// What to do about it.
  var help: [String] = []
  /// Notes about other places.
  var related: [Diagnostic] = []

  /// An error without a place in a source text.
  static func error(_ message: String, file: String? = nil, notes: [String] = [], help: [String] = []) -> Self {
    Self(severity: .error, message: message, file: file, notes: notes, help: help)
  }
}

/// Why a command could not do what it was asked: what to print, and the code to exit with.
struct Failure: Error {
  let diagnostics: [Diagnostic]
  var exitCode: ExitCode = .failure

  init(_ diagnostics: [Diagnostic], exitCode: ExitCode = .failure) {
    self.diagnostics = diagnostics
    self.exitCode = exitCode
  }

  init(_ diagnostics: Diagnostic..., exitCode: ExitCode = .failure) {
    self.diagnostics = diagnostics
    self.exitCode = exitCode
  }
}
