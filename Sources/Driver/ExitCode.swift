// What the command tells its caller when it ends: the one list of exit codes, which the help prints from.

/// The exit code of a `weft` command.
enum ExitCode: UInt8, CaseIterable, Sendable {
  case success = 0
  case failure = 1
  case wrongUse = 2
  case nothingCompared = 3
  case disagreement = 4

  /// What the code says, where a subcommand has no narrower words for it.
  var meaning: String {
    switch self {
    case .success: "done"
    case .failure: "the input is wrong, or a check failed"
    case .wrongUse: "wrong use of the command line"
    case .nothingCompared: "nothing could be compared"
    case .disagreement: "two sources of truth disagree"
    }
  }
}
