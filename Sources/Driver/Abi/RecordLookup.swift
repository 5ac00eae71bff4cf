// From the name of a record to what the catalogue knows under it.

import Layout

/// Finds records of the catalogue by name.
enum RecordLookup {
  /// What a record's name may be completed with.
  static let values = Values.suggested({ Catalogue.names })

  /// The layouts of a record, whose name is read as `RecordName` says: `struct stat`, `kernel:stat`. Never empty.
  static func records(named given: String, on targets: [Target]) throws(Failure) -> [ShownRecord] {
    let name = RecordName(given)
    let descriptions = Catalogue.records(named: name)
    guard !descriptions.isEmpty else {
      var help: [String] = []
      if !Catalogue.records(named: RecordName(name.name)).isEmpty {
        help.append("'weft abi show \(name.name)' shows what there is of that name")
      } else if let near = Suggestion.nearest(to: name.name, among: Catalogue.names) {
        help.append("did you mean '\(near)'?")
      }
      throw Failure(
        .error("there is no record '\(given)'", help: help + ["'weft abi list' names every record"]),
        exitCode: .nothingCompared)
    }
    // A record that is declared once for each target still comes in the order of the targets.
    let records = View.allCases.flatMap { view in
      targets.flatMap { target in
        descriptions.filter { $0.identity.view == view }.flatMap { ShownRecord.all(of: $0, on: [target]) }
      }
    }
    guard records.isEmpty else { return records }
    let homes = Target.allCases.filter { target in descriptions.contains { $0.identity.targets.contains(target) } }
    throw Failure(
      .error(
        "there is no record '\(given)' on \(targets.map(\.rawValue).joined(separator: " or "))",
        notes: ["it exists on \(homes.map(\.rawValue).joined(separator: " and "))"]),
      exitCode: .nothingCompared)
  }
}
