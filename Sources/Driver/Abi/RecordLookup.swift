// From the name of a record to what the catalogue knows under it.

import Layout

/// Finds records of the catalogue by name.
enum RecordLookup {
  /// The name of every record, once, in the order of the alphabet.
  static func names() -> [String] { Catalogue.names }

  /// What a record's name may be completed with.
  static let values = Values.suggested({ names() })

  /// The layouts of a record, whose name is read as `RecordName` says: `struct stat`, `kernel:stat`. Never empty.
  static func records(named given: String, view: View?, on targets: [Target]) throws(Failure) -> [ShownRecord] {
    let name = RecordName(given)
    let descriptions = Catalogue.records(named: name)
    guard !descriptions.isEmpty else {
      let near = Suggestion.nearest(to: name.name, among: names())
      throw Failure(
        .error(
          "there is no record '\(given)'",
          help: (near.map { ["did you mean '\($0)'?"] } ?? []) + ["'weft abi list' names every record"]),
        exitCode: .nothingCompared)
    }
    let records = descriptions.filter { view == nil || $0.identity.view == view }
      .flatMap { ShownRecord.all(of: $0, on: targets) }
    guard records.isEmpty else { return records }
    let homes = View.allCases.compactMap { view -> String? in
      let targets = descriptions.filter { $0.identity.view == view }.flatMap(\.identity.targets.targets)
      return targets.isEmpty ? nil : "\(view.rawValue) on \(targets.map(\.rawValue).joined(separator: ", "))"
    }
    throw Failure(
      .error("'\(given)' is not there", notes: ["it exists for \(homes.joined(separator: ", for "))"]),
      exitCode: .nothingCompared)
  }
}
