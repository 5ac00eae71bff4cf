// From the name of a record to what the catalogue knows under it.

import Layout

/// Finds records of the catalogue by name.
enum RecordLookup {
  /// The name of every record, once, in the order of the alphabet.
  static func names() -> [String] { Array(Set(Catalogue.records.map(\.identity.name))).sorted() }

  /// What a record's name may be completed with.
  static let values = Values.suggested({ names() })

  /// All the records of a name, which may stand as C writes the type: `struct stat`.
  static func records(named given: String) throws(Failure) -> [RecordDescription] {
    let name = given.split(separator: " ").last.map(String.init) ?? given
    let found = Catalogue.records(named: name)
    guard found.isEmpty else { return found }
    let near = Suggestion.nearest(to: name, among: names())
    throw Failure(
      .error(
        "there is no record '\(given)'",
        help: (near.map { ["did you mean '\($0)'?"] } ?? []) + ["'weft abi list' names every record"]),
      exitCode: .nothingCompared)
  }
}
