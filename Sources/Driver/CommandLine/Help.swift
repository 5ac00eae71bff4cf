// The help of a subcommand, made from its row of the table.

/// Prints help and usage.
enum Help {
  /// Text is wrapped to this many columns, whatever the terminal: help is also read in files and mails.
  private static let width = 80

  /// The line that says how the subcommand is called.
  static func usage(of path: CommandPath) -> String {
    let leaf = path.leaf
    guard leaf.action != nil else { return "usage: \(path.spelling) [OPTION...] SUBCOMMAND" }
    return (["usage: \(path.spelling)", "[OPTION...]"] + leaf.operands.map(\.usage)).joined(separator: " ")
  }

  /// Prints the help of a subcommand.
  static func write(_ path: CommandPath, to output: ByteOutput) {
    let leaf = path.leaf
    output.write(path.spelling, .bold)
    output.write(" - \(leaf.summary)\n\n")
    output.write(usage(of: path))
    output.newline()
    for paragraph in leaf.description {
      output.newline()
      for line in wrap(paragraph, to: width) { output.write(line + "\n") }
    }
    if !leaf.children.isEmpty {
      writeSection("subcommands", leaf.children.map { ($0.name, $0.summary) }, to: output)
    }
    if !leaf.operands.isEmpty {
      writeSection("operands", leaf.operands.map { ($0.name, summary($0.summary, $0.values)) }, to: output)
    }
    writeSection("options", path.options.map { (label(of: $0), summary(of: $0)) }, to: output)
    writeSection("exit codes", leaf.exits.map { (String($0.code.rawValue), $0.meaning) }, to: output)
    heading("examples", to: output)
    for example in leaf.examples {
      output.write("  \(example.command)\n", .bold)
      for line in wrap(example.effect, to: width - 6) { output.write("      \(line)\n") }
    }
    if !leaf.children.isEmpty {
      output.write("\n'\(help(about: path, "SUBCOMMAND"))' tells more.\n")
    }
  }

  private static func help(about path: CommandPath, _ rest: String) -> String {
    var words = path.steps.map(\.name)
    words.insert("help", at: 1)
    return (words + [rest]).joined(separator: " ")
  }

  private static func label(of option: OptionDeclaration) -> String {
    let short = option.short.map { "-\($0), " } ?? "    "
    return short + option.spelling + (option.placeholder.map { " \($0)" } ?? "")
  }

  private static func summary(of option: OptionDeclaration) -> String {
    summary(option.summary, option.values) + (option.repeats ? " (may be repeated)" : "")
  }

  private static func summary(_ text: String, _ values: Values) -> String {
    switch values {
    case .oneOf(let words): text + ": " + words.joined(separator: ", ")
    case .any, .file, .oneOfOrFile, .suggested: text
    }
  }

  private static func heading(_ text: String, to output: ByteOutput) {
    output.newline()
    output.write("\(text):\n", .bold)
  }

  private static func writeSection(_ title: String, _ rows: [(label: String, text: String)], to output: ByteOutput) {
    heading(title, to: output)
    let column = (rows.map(\.label.utf8.count).max() ?? 0) + 2
    for row in rows {
      var label = row.label
      for line in wrap(row.text, to: width - 2 - column) {
        output.write("  ")
        output.write(label)
        output.write(repeating: UInt8(ascii: " "), count: column - label.utf8.count)
        output.write(line + "\n")
        label = ""
      }
    }
  }

  /// Breaks a paragraph into lines at its spaces.
  static func wrap(_ paragraph: String, to width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in paragraph.split(separator: " ") {
      if !line.isEmpty, TextWidth.columns(of: line) + 1 + TextWidth.columns(of: String(word)) > width {
        lines.append(line)
        line = ""
      }
      if !line.isEmpty { line += " " }
      line += word
    }
    return line.isEmpty ? lines : lines + [line]
  }
}
