// How the findings of a comparison are printed: for people, and as JSON.

import CrossCheck
import Layout

/// Prints the findings of comparisons.
enum FindingPrinter {
  /// Prints a finding: what differs. `object` is the file that Weft's own tables were compared with, whoever of the two
  /// is wrong; without one, the other side is the truth.
  static func write(_ finding: Finding, object: String? = nil, to output: ByteOutput) {
    output.write(finding.code.rawValue, .red)
    output.write(": \(TextWidth.visible(subject(of: finding)))")
    if let object {
      let (ours, theirs) = (finding.ours ?? "nothing", finding.theirs ?? "nothing")
      output.write(": weft says \(ours), \(TextWidth.visible(object)) \(theirs)")
    } else {
      switch (finding.ours, finding.theirs) {
      case (let ours?, let theirs?): output.write(": \(ours), not \(theirs)")
      case (let one?, nil), (nil, let one?): output.write(": \(one)")
      case (nil, nil): break
      }
    }
    output.newline()
  }

  /// Prints what to do about a finding.
  static func writeFix(_ finding: Finding, object: String? = nil, to output: ByteOutput) {
    output.write("  fix: ", .blue)
    output.write("\(TextWidth.visible(fix(finding, object)))\n")
  }

  /// Somebody's own declaration is more likely to be wrong than tables that are checked against the headers.
  private static func fix(_ finding: Finding, _ object: String?) -> String {
    object.map(finding.fix(inSourceOf:)) ?? finding.fix
  }

  private static func subject(of finding: Finding) -> String {
    let place = [finding.view?.rawValue, finding.target?.rawValue].compactMap(\.self).joined(separator: ", ")
    return finding.name + (finding.field.map { ".\($0)" } ?? "") + (place.isEmpty ? "" : " (\(place))")
  }

  /// Writes the members of a comparison: its outcome, what was compared, and the findings.
  ///
  /// - Parameters:
  ///   - object: The object file that the truth was read from, if it was.
  ///   - isOfFiles: Whether two files were compared, of which neither is the one that is right.
  static func write(
    _ comparison: Comparison, object: String? = nil, isOfFiles: Bool = false, to json: inout JSONWriter
  ) {
    json.member("outcome", outcome(comparison.outcome))
    json.member("facts", comparison.factCount)
    json.member("records", comparison.recordCount)
    json.member("declaredRecords", comparison.declaredRecordCount)
    json.member("constants", comparison.constantCount)
    json.member("syscalls", comparison.syscallCount)
    json.key("findings")
    json.array { json in
      for finding in comparison.findings { write(finding, object: object, isOfFiles: isOfFiles, to: &json) }
    }
  }

  /// Writes a finding as an object.
  static func write(
    _ finding: Finding, object: String? = nil, isOfFiles: Bool = false, to json: inout JSONWriter
  ) {
    json.object { json in
      json.member("code", finding.code.rawValue)
      json.member("name", finding.name)
      json.member("view", isOfFiles ? "file" : finding.view?.rawValue)
      json.member("target", finding.target?.rawValue)
      json.member("field", finding.field)
      json.member("ours", finding.ours)
      json.member("theirs", finding.theirs)
      json.member("explanation", finding.code.explanation)
      json.member("fix", isOfFiles ? nil : fix(finding, object))
    }
  }

  private static func outcome(_ outcome: Comparison.Outcome) -> String {
    switch outcome {
    case .agrees: "agrees"
    case .differs: "differs"
    case .nothingCompared: "nothing-compared"
    }
  }

  /// What was compared, in words.
  static func summary(of comparison: Comparison) -> String {
    var parts: [String] = []
    func add(_ count: Int, _ one: String, _ many: String, _ remark: String = "") {
      if count > 0 { parts.append("\(grouped(count)) \(count == 1 ? one : many)\(remark)") }
    }
    let declared = comparison.declaredRecordCount
    add(
      comparison.recordCount, "record", "records",
      declared == 0 ? "" : " (\(grouped(declared)) of them declared in fixtures)")
    add(comparison.constantCount, "constant", "constants")
    add(comparison.syscallCount, "system call", "system calls")
    add(comparison.factCount, "fact", "facts")
    return parts.isEmpty ? "nothing" : parts.joined(separator: ", ")
  }

  /// A number with its thousands apart.
  static func grouped(_ number: Int) -> String {
    let digits = Array(String(number))
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0, digits[index - 1].isNumber { text += "," }
      text.append(digit)
    }
    return text
  }
}
