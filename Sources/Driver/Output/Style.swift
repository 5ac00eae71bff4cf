// The few styles of text that a terminal is asked for.

/// A style of text on a terminal. Nothing is said by style alone: without colour the same text stands there.
enum Style: Sendable {
  case plain, bold, dim, red, green, yellow, blue

  /// What switches the style on.
  var start: StaticString {
    switch self {
    case .plain: ""
    case .bold: "\u{1B}[1m"
    case .dim: "\u{1B}[2m"
    case .red: "\u{1B}[1;31m"
    case .green: "\u{1B}[32m"
    case .yellow: "\u{1B}[1;33m"
    case .blue: "\u{1B}[1;34m"
    }
  }

  /// What switches every style off.
  static let end: StaticString = "\u{1B}[0m"
}
