// The options that several subcommands share, declared once.

/// When to use colour.
enum ColorChoice: String, CaseIterable, Sendable {
  case auto, always, never
}

/// The options that several subcommands share.
enum CommonOptions {
  static let help = Option.flag("help", short: "h", "show this help")
  static let version = Option.flag("version", short: "V", "show the version")
  static let color = Option<ColorChoice>.choice(
    "color", placeholder: "WHEN", default: .auto, "colour the output; auto means on a terminal without NO_COLOR")
  static let json = Option.flag("json", "print JSON")

  /// The options of every command.
  static let everywhere = [color.declaration, help.declaration]
}
